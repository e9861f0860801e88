using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>A heading that begins a phase: <c>Phase 1: Foundation (Weeks 1-6)</c>.</summary>
/// <param name="Number">As written: <c>1</c>, <c>II</c>.</param>
/// <param name="Name"><c>Phase 1: Foundation</c>.</param>
/// <param name="Timeline">When; empty: not said.</param>
internal sealed partial record PhaseHeading(string Number, string Name, string Timeline)
{
    /// <summary>The phase that the text begins; null: it begins none.</summary>
    public static PhaseHeading? Of(string text)
    {
        string plain = Words.Title(text);
        if (Pattern().Match(plain) is not { Success: true } match)
        {
            return null;
        }

        string rest = match.Groups["rest"].Value.Trim();
        string timeline = "";
        foreach (Match bracket in Bracket().Matches(rest))
        {
            if (Documents.Timeline.Of(bracket.Groups["text"].Value) is { } when)
            {
                timeline = when;
                rest = rest.Replace(bracket.Value, " ", StringComparison.Ordinal);
                break;
            }
        }

        string title = Words.Title(rest.Trim().Trim(':', '-', '–', '—', ',').Trim());
        string head = $"{match.Groups["word"].Value} {match.Groups["number"].Value}";
        return new PhaseHeading(match.Groups["number"].Value, title.Length == 0 ? head : $"{head}: {title}", timeline);
    }

    [GeneratedRegex(@"^(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?(?<word>Phase|Milestone|Stage|Sprint|Iteration)\s+(?<number>[0-9]{1,3}|[IVX]{1,5})(?![\w.]*\w)\s*[:.)–—-]?(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"[(\[](?<text>[^()\[\]]{1,60})[)\]]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Bracket();
}
