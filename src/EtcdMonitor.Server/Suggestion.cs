namespace EtcdMonitor.Server;

/// <summary>"Did you mean": the nearest known word, if a slip of the finger away.</summary>
public static class Suggestion
{
    /// <summary>Two edits: more is another word.</summary>
    private const int Farthest = 2;

    /// <summary>Longer than any name: a hostile query must not buy quadratic work.</summary>
    private const int Longest = 256;

    /// <summary>The nearest of <paramref name="known"/>; null: none is near. A word of up to three letters must differ in one only.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        int limit = word.Length <= 3 ? 1 : Farthest;
        return word.Length > Longest ? null : known
            .Where(k => Math.Abs(k.Length - word.Length) <= limit)
            .Select(k => (Word: k, Distance: Distance(word, k)))
            .Where(k => k.Distance <= limit)
            .OrderBy(k => k.Distance)
            .Select(k => k.Word)
            .FirstOrDefault();
    }

    /// <summary>Least number of letters to add, remove, change or swap with a neighbour.</summary>
    public static int Distance(string a, string b)
    {
        int[,] edits = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Step(edits, a, b, i, j);
            }
        }

        return edits[a.Length, b.Length];
    }

    private static int Step(int[,] edits, string a, string b, int i, int j)
    {
        int change = edits[i - 1, j - 1] + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
        int best = Math.Min(change, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, edits[i - 2, j - 2] + 1) : best;
    }
}
