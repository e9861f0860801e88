using System.Text;

namespace EtcdMonitor.Channels;

/// <summary>Makes texts fit what a receiver takes: a page that is too long would be refused whole.</summary>
internal static class Cut
{
    private const string Mark = "…";

    /// <summary>At most <paramref name="max"/> UTF-16 units, never half a character; what is cut ends in <c>…</c>.</summary>
    public static string To(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        int end = max - Mark.Length;
        return end <= 0 ? "" : string.Concat(text.AsSpan(0, char.IsLowSurrogate(text[end]) ? end - 1 : end), Mark);
    }

    /// <summary>Whole lines up to <paramref name="max"/> units, and how many are missing.</summary>
    public static string Lines(IReadOnlyCollection<string> lines, int max)
    {
        const int Room = 40;
        StringBuilder text = new();
        int taken = 0;
        foreach (string line in lines)
        {
            if (taken > 0 && text.Length + line.Length + 1 > max - Room && taken + 1 < lines.Count)
            {
                break;
            }

            text.Append(taken == 0 ? "" : "\n").Append(To(line, max - Room));
            taken++;
        }

        return taken == lines.Count ? To(text.ToString(), max) : $"{text}\n{Mark} and {lines.Count - taken} more";
    }

    /// <summary>One line of visible characters: what members, servers and clusters call themselves is foreign.</summary>
    public static string OneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
