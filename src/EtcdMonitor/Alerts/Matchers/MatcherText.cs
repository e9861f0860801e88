using System.Text.RegularExpressions;

namespace EtcdMonitor.Alerts.Matchers;

/// <summary>How matchers are written.</summary>
internal static partial class MatcherText
{
    private const string Forms = "write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX";

    /// <summary>Longer than any name, and short enough that a list of them stays cheap.</summary>
    private const int Longest = 1000;

    private static readonly (string Sign, MatchOperator Operator)[] Signs =
        [("=~", MatchOperator.Like), ("!~", MatchOperator.NotLike), ("!=", MatchOperator.NotEqual), ("=", MatchOperator.Equal)];

    /// <summary>The matcher, or what is wrong.</summary>
    public static (Matcher? Matcher, string? Error) Read(string text)
    {
        if (text.Length > Longest)
        {
            return (null, $"a matcher is at most {Longest} characters long, this one has {text.Length}");
        }

        Match label = Label().Match(text);
        string rest = text[label.Length..].TrimStart();
        (string sign, MatchOperator comparison) = Array.Find(Signs, s => rest.StartsWith(s.Sign, StringComparison.Ordinal));
        if (!label.Success || sign is null)
        {
            return (null, $"\"{text}\" is no matcher, {Forms}");
        }

        string written = rest[sign.Length..].Trim();
        if (sign == "=" && written.StartsWith('='))
        {
            return (null, $"\"{text}\" has one = too many, {Forms}");
        }

        if (Unquoted(written) is not { } value)
        {
            return (null, $"the quotes of \"{text}\" do not close at its end");
        }

        try
        {
            return (new Matcher(label.Groups["name"].Value, comparison, value), null);
        }
        catch (ArgumentException e)
        {
            return (null, $"\"{value}\" in \"{text}\" is no regular expression that can be used: {Reason(e)}");
        }
    }

    /// <summary>The text that <see cref="Read"/> makes the same matcher of.</summary>
    public static string Write(Matcher matcher)
    {
        string sign = Array.Find(Signs, s => s.Operator == matcher.Operator).Sign;
        return Plain().IsMatch(matcher.Value)
            ? matcher.Label + sign + matcher.Value
            : $"{matcher.Label}{sign}\"{matcher.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>What stands within quotes, where <c>\"</c> is a quote and <c>\\</c> a backslash; null: they do not close.</summary>
    private static string? Unquoted(string text)
    {
        if (!text.StartsWith('"'))
        {
            return text;
        }

        return Quoted().Match(text) is { Success: true } quoted ? Escape().Replace(quoted.Groups["text"].Value, "${sign}") : null;
    }

    private static string Reason(ArgumentException e) => e is RegexParseException parse ? $"{parse.Error} at character {parse.Offset - 3}" : e.Message.Split(" (Parameter", 2)[0];

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_][A-Za-z0-9_./-]*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^""(?<text>(?:[^""\\]|\\.)*)""\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(?<sign>[""\\])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    /// <summary>What needs no quotes.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_./:*+?|()\[\]{}^$\\-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
