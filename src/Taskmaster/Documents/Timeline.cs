using System.Globalization;
using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>When a phase is: <c>Weeks 1-6</c>, <c>Week 7</c>, <c>3 weeks</c>, or in the document's own words.</summary>
internal static partial class Timeline
{
    /// <summary>The timeline that the text is; null: it says no time.</summary>
    public static string? Of(string said)
    {
        string text = Words.Title(said);
        if (Weeks().Match(text) is { Success: true } weeks)
        {
            return weeks.Groups["last"].Success ? $"Weeks {weeks.Groups["first"].Value}-{weeks.Groups["last"].Value}" : $"Week {weeks.Groups["first"].Value}";
        }

        return Other().IsMatch(text) ? text : null;
    }

    /// <summary>The last week of the plan with this phase in it, when it was <paramref name="before"/> without.</summary>
    public static int EndOf(string timeline, int before)
    {
        if (Weeks().Match(timeline) is { Success: true } weeks)
        {
            return Math.Max(before, Number(weeks.Groups[weeks.Groups["last"].Success ? "last" : "first"]));
        }

        return Duration().Match(timeline) is { Success: true } duration ? before + Number(duration.Groups["weeks"]) : before;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bweeks?\s*(?<first>[0-9]{1,4})(?![0-9])(?:\s*(?:-|–|—|to)\s*(?<last>[0-9]{1,4})(?![0-9]))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Weeks();

    [GeneratedRegex(@"(?<![0-9])(?<weeks>[0-9]{1,4})\s*-?\s*weeks?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<![0-9])[0-9]{1,4}\s*-?\s*(?:weeks?|months?|days?)\b|\bmonths?\s*[0-9]|\bQ[1-4]\b|\b20[0-9][0-9]\b|\bsprints?\s*[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Other();
}
