namespace Etcd.Testing;

/// <summary>What changed between two texts, line by line, for a person to read.</summary>
internal static class LineDifference
{
    private const int Context = 2;
    private const int MaxShown = 60;

    /// <summary>Lines with "-" are only in the first text, with "+" only in the second; a few equal ones around them.</summary>
    public static string Of(string expected, string actual)
    {
        var steps = Steps(expected.Split('\n'), actual.Split('\n'));
        var shown = new List<string>();
        var last = -1;
        for (var i = 0; i < steps.Count; i++)
        {
            if (!Enumerable.Range(i - Context, (2 * Context) + 1).Any(near => near >= 0 && near < steps.Count && steps[near].Mark != ' '))
            {
                continue;
            }
            if (last != i - 1)
            {
                shown.Add("  …");
            }
            shown.Add($"{steps[i].Mark} {Visible(steps[i].Line)}");
            last = i;
        }
        return string.Join('\n', shown.Count <= MaxShown ? shown : [.. shown[..MaxShown], $"… and {shown.Count - MaxShown} more lines"]);
    }

    // The longest common subsequence: lengths from the end, then a walk from the start.
    private static List<(char Mark, string Line)> Steps(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        var steps = new List<(char, string)>();
        var (b, a) = (0, 0);
        while (b < before.Length || a < after.Length)
        {
            if (b < before.Length && a < after.Length && before[b] == after[a])
            {
                steps.Add((' ', before[b++]));
                a++;
            }
            else if (a == after.Length || (b < before.Length && common[b + 1, a] >= common[b, a + 1]))
            {
                steps.Add(('-', before[b++]));
            }
            else
            {
                steps.Add(('+', after[a++]));
            }
        }
        return steps;
    }

    // what the eye would miss
    private static string Visible(string line)
        => (line.EndsWith(' ') ? line.TrimEnd(' ') + new string('·', line.Length - line.TrimEnd(' ').Length) : line)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\u001b", "\\e", StringComparison.Ordinal);
}
