using System.Globalization;
using System.Text.RegularExpressions;
using Taskmaster.Documents;

namespace Taskmaster.Plans;

/// <summary>A document may say how large its plan is: then one that was cut off, or changed by half, is not taken for the whole.</summary>
internal static partial class PlanTotals
{
    /// <summary>Holds the plan against what the document says of itself.</summary>
    /// <exception cref="Files.RefusedException">They differ.</exception>
    public static void Check(string? said, Summary found, string shown)
    {
        foreach (Match match in Figure().Matches(said ?? ""))
        {
            string noun = match.Groups["noun"].Value.ToLowerInvariant();
            decimal there = noun switch
            {
                "phase" => found.TotalPhases,
                "week" => found.TotalWeeks,
                "task" => found.TotalTasks,
                "subtask" => found.TotalSubtasks,
                _ => found.EstimatedHours,
            };
            string digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
            if (decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out decimal stated) && stated != there)
            {
                throw DocumentFile.Refused($"{shown} says {stated} {noun}s and has {there:0.##}: it is cut off, or the line that begins with Plan is old");
            }
        }
    }

    [GeneratedRegex(@"(?<number>[0-9][0-9,]{0,8})\s+(?<noun>phase|week|task|subtask|hour)s?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Figure();
}
