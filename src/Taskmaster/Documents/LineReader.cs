using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>Tells what one line of Markdown is.</summary>
internal static partial class LineReader
{
    /// <summary>Names that are a field also when they stand in a list.</summary>
    private static readonly HashSet<string> ListFields = new(StringComparer.Ordinal)
    {
        "priority", "estimate", "estimates", "estimated hours", "estimation", "effort", "hours", "phase", "timeline", "duration", "weeks", "status", "assignee", "owner",
    };

    /// <summary>Whether a field of that name is about a task, in one word or two.</summary>
    public static bool IsAttribute(string label) => ListFields.Contains(label);

    /// <summary>The line without its marks.</summary>
    public static DocumentLine Of(int number, string raw)
    {
        if (Heading().Match(raw) is { Success: true } heading)
        {
            string text = heading.Groups["text"].Value.Trim().TrimEnd('#').Trim();
            (LineKind kind, string label, string rest) = Labelled(text);
            return new(number, LineKind.Heading, heading.Groups["marks"].Length, kind == LineKind.Text ? text : rest, kind == LineKind.Text ? "" : label);
        }

        Match bullet = Bullet().Match(raw);
        string body = bullet.Success ? bullet.Groups["text"].Value : raw.Trim();
        int depth = bullet.Success ? Indent(bullet.Groups["indent"].Value) : -1; // what follows a line as points of a list is part of it
        if (Labelled(body) is { Kind: not LineKind.Text } labelled)
        {
            return new(number, labelled.Kind, depth, labelled.Body, labelled.Label);
        }

        if (Field().Match(body) is { Success: true } field && (!bullet.Success || ListFields.Contains(Name(field))))
        {
            return new(number, LineKind.Field, depth, field.Groups["value"].Value.Trim(), Name(field));
        }

        // "Priority: P0" needs no bold letters when the word is one of ours
        if (PlainField().Match(body) is { Success: true } plain && ListFields.Contains(Name(plain)))
        {
            return new(number, LineKind.Field, depth, plain.Groups["value"].Value.Trim(), Name(plain));
        }

        return new(number, bullet.Success ? LineKind.Bullet : LineKind.Text, depth, body);
    }

    private static string Name(Match field) => Words.Plain(field.Groups["name"].Value).TrimEnd(':', ' ').ToLowerInvariant();

    /// <summary><c>**TASK_001** [HIGH]: text</c>, <c>REQ-1: text</c>: the id goes, a priority in brackets stays with the text.</summary>
    private static (LineKind Kind, string Label, string Body) Labelled(string body)
    {
        Match match = Label().Match(body);
        if (!match.Success)
        {
            return (LineKind.Text, "", body);
        }

        string label = match.Groups["kind"].Value + match.Groups["number"].Value;
        string rest = $"{match.Groups["text"].Value} {match.Groups["mark"].Value}".Trim();
        return (match.Groups["kind"].Value.StartsWith("TASK", StringComparison.OrdinalIgnoreCase) ? LineKind.Task : LineKind.Requirement, label.ToUpperInvariant(), rest);
    }

    private static int Indent(string text)
    {
        int columns = 0;
        foreach (char c in text)
        {
            if (c is not (' ' or '\t'))
            {
                break;
            }

            columns += c == '\t' ? 4 : 1;
        }

        return columns;
    }

    [GeneratedRegex(@"^ {0,3}(?<marks>#{1,6})(?:[ \t]+(?<text>.*))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:[-*+•]|[0-9]{1,9}[.)])[ \t]+(?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\*\*(?<name>[^*:]{1,60})(?::\*\*|\*\*\s*:)(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<name>[A-Za-z ]{1,30}):\s*(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex PlainField();

    [GeneratedRegex(@"^(?:\[[ xX]\]\s*)?(?:\*\*|__|`)?(?<kind>TASK|REQ|FR|NFR|US|STORY)(?<number>[ _-]?[0-9]{1,6}(?:\.[0-9]{1,4})*)(?:\*\*|__|`)?\s*(?<mark>[\[(][^\[\]()]{1,30}[\])])?\s*(?:\*\*|__)?\s*[:–—-](?:\*\*|__)?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Label();
}
