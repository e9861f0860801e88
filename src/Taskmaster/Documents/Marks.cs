using System.Globalization;
using System.Text.RegularExpressions;
using Taskmaster.Plans;

namespace Taskmaster.Documents;

/// <summary>A title, and what stood in brackets beside it: <c>5.1 Health [P0] (24 h, Phase 1)</c>.</summary>
/// <param name="Title">What is left.</param>
/// <param name="Priority">Null: not said.</param>
/// <param name="Hours">Null: not said.</param>
/// <param name="Phase">The phase's number as written; null: not said.</param>
internal sealed partial record Marks(string Title, Priority? Priority, decimal? Hours, string? Phase)
{
    private const decimal HoursOfDay = 8;
    private const decimal HoursOfWeek = 40;

    /// <summary>Whether anything stood beside the title.</summary>
    public bool Any => Priority is not null || Hours is not null || Phase is not null;

    /// <summary>Takes a heading or a line apart.</summary>
    public static Marks Of(string text)
    {
        Priority? priority = null;
        decimal? hours = null;
        string? phase = null;
        string rest = Checkbox().Replace(Words.Line(text), "");
        foreach (Match bracket in Bracket().Matches(rest))
        {
            string[] parts = bracket.Groups["text"].Value.Split([',', ';', '|'], StringSplitOptions.TrimEntries);
            if (parts.All(p => PriorityOf(p) is not null || HoursOf(p) is not null || PhaseOf(p) is not null))
            {
                priority ??= parts.Select(PriorityOf).FirstOrDefault(p => p is not null);
                hours ??= parts.Select(HoursOf).FirstOrDefault(h => h is not null);
                phase ??= parts.Select(PhaseOf).FirstOrDefault(p => p is not null);
                rest = rest.Replace(bracket.Value, " ", StringComparison.Ordinal);
            }
        }

        return new Marks(Words.Title(rest), priority, hours, phase);
    }

    /// <summary>P0 to P3, HIGH, MEDIUM, LOW, must, should, could; null: none of them.</summary>
    public static Priority? PriorityOf(string text)
    {
        string word = PriorityWord().Replace(Words.Line(text), "").Trim().TrimEnd('.').ToUpperInvariant();
        return word.Split(' ')[0] switch
        {
            "P0" or "HIGH" or "HIGHEST" or "CRITICAL" or "MUST" => Plans.Priority.P0,
            "P1" or "MEDIUM" or "MED" or "NORMAL" or "SHOULD" => Plans.Priority.P1,
            "P2" or "LOW" or "COULD" => Plans.Priority.P2,
            "P3" or "P4" or "P5" or "LOWEST" => Plans.Priority.P3,
            _ => null,
        };
    }

    /// <summary><c>24 h</c>, <c>16-24 hours</c> (the greater counts), <c>3 days</c> of 8 hours, <c>2 weeks</c> of 40; null: no amount of work.</summary>
    public static decimal? HoursOf(string text)
    {
        if (Effort().Match(Words.Line(text)) is not { Success: true } match)
        {
            return null;
        }

        Group amount = match.Groups[match.Groups["most"].Success ? "most" : "least"];
        return decimal.Parse(amount.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * char.ToLowerInvariant(match.Groups["unit"].Value[0]) switch
        {
            'd' => HoursOfDay,
            'w' => HoursOfWeek,
            _ => 1,
        };
    }

    /// <summary><c>Phase 2</c>: 2; null: no phase.</summary>
    public static string? PhaseOf(string text) => PhaseNumber().Match(Words.Line(text)) is { Success: true } match ? match.Groups["number"].Value.ToUpperInvariant() : null;

    [GeneratedRegex(@"^\[[ xX]\]\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Checkbox();

    [GeneratedRegex(@"[(\[](?<text>[^()\[\]]{1,60})[)\]]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^priority\s*:?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex PriorityWord();

    [GeneratedRegex(@"^(?:~|≈|est\.?|estimate[ds]?:?|effort:?)?\s*(?<least>[0-9]{1,5}(?:\.[0-9]{1,2})?)(?:\s*[-–]\s*(?<most>[0-9]{1,5}(?:\.[0-9]{1,2})?))?\s*(?<unit>h|hrs?|hours?|d|days?|w|wks?|weeks?)\b\.?(?:\s+of work)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Effort();

    [GeneratedRegex(@"^phase\s*:?\s*(?<number>[0-9]{1,3}|[IVX]{1,5})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex PhaseNumber();
}
