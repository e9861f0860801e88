using System.Globalization;
using System.Text;

namespace EtcdMonitor.Cli.Output;

/// <summary>Text that others wrote: keys, values, names, messages of servers. An escape in it must not reach the terminal.</summary>
internal static class Foreign
{
    /// <summary>The text with control and direction characters as <c>\x1b</c>.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }

        StringBuilder clean = new(text.Length + 16);
        foreach (char c in text)
        {
            if (IsUnsafe(c))
            {
                clean.Append(c <= 0xff ? "\\x" : "\\u").Append(((int)c).ToString(c <= 0xff ? "x2" : "x4", CultureInfo.InvariantCulture));
            }
            else
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
