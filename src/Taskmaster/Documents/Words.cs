using System.Text;
using System.Text.RegularExpressions;

namespace Taskmaster.Documents;

/// <summary>Text without Markdown's marks, and what is compared of it.</summary>
internal static partial class Words
{
    /// <summary>Milliseconds for one expression over one line; all of them are linear, and no line needs a hundredth of it.</summary>
    public const int Patience = 10_000;

    private const int Longest = 200;

    /// <summary>Of a longer line only the beginning can be a title.</summary>
    private const int Read = 2_000;

    /// <summary>One line of plain text: no emphasis, no code marks, of a link its words, no sign before the first word.</summary>
    public static string Plain(string text)
    {
        string plain = Link().Replace(text, "${words}");
        plain = plain.Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        plain = Emphasis().Replace(plain, "${words}");
        plain = Space().Replace(plain, " ").Trim();
        int first = 0;
        while (first < plain.Length && IsSign(plain, first))
        {
            first += char.IsSurrogatePair(plain, first) ? 2 : 1;
        }

        return plain[first..].Trim();
    }

    /// <summary>Plain, and as much of it as one line of a plan can hold.</summary>
    public static string Line(string text) => Plain(text.Length > Read ? text[..(char.IsHighSurrogate(text[Read - 1]) ? Read - 1 : Read)] : text);

    /// <summary>A title: plain, one line, at most 200 letters, no colon at its end.</summary>
    public static string Title(string text)
    {
        string plain = Line(text).TrimEnd(':', ' ');
        int length = plain.Length <= Longest ? plain.Length : char.IsHighSurrogate(plain[Longest - 2]) ? Longest - 2 : Longest - 1;
        return length == plain.Length ? plain : plain[..length] + "…";
    }

    /// <summary>What makes two titles the same: letters and digits, great or small. A title without any is compared as it is.</summary>
    public static string Key(string title)
    {
        StringBuilder key = new(title.Length);
        foreach (Rune rune in title.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return key.Length == 0 ? title.Trim() : key.ToString();
    }

    /// <summary>Its words in small letters, without those that carry nothing.</summary>
    public static HashSet<string> Of(string title) =>
        [.. Word().Matches(title).Select(m => m.Value.ToLowerInvariant()).Where(w => w is not ("and" or "the" or "a" or "an" or "of" or "for" or "with" or "to" or "in" or "on"))];

    /// <summary>A sign, a picture, a tick: nothing that a title begins with.</summary>
    private static bool IsSign(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out Rune rune)
            ? Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherSymbol or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.EnclosingMark || Rune.IsWhiteSpace(rune)
            : text[at] != 0; // half a letter

    [GeneratedRegex(@"!?\[(?<words>[^\[\]]*)\]\([^()\s]*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w*])[*_](?<words>[^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\w*])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Space();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Words.Patience)]
    private static partial Regex Word();
}
