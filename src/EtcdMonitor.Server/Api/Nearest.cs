namespace EtcdMonitor.Server.Api;

/// <summary>"Did you mean": the nearest word by edit distance of at most two.</summary>
internal static class Nearest
{
    private const int Furthest = 2;

    /// <summary>Longer than any name: a hostile query must not buy quadratic work.</summary>
    private const int Longest = 256;

    internal static string? To(string word, IEnumerable<string> choices)
    {
        if (word.Length > Longest)
        {
            return null;
        }

        return choices
            .Where(c => Math.Abs(c.Length - word.Length) <= Furthest)
            .Select(c => (Choice: c, Distance: Distance(word, c)))
            .Where(c => c.Distance <= Furthest)
            .OrderBy(c => c.Distance)
            .Select(c => c.Choice)
            .FirstOrDefault();
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int kept = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(kept, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
