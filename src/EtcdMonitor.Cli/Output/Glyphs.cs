using EtcdMonitor.Rules;

namespace EtcdMonitor.Cli.Output;

/// <summary>Signs beside the words that say the same, and what replaces them on a terminal that has only ASCII.</summary>
internal static class Glyphs
{
    private static readonly (string Sign, string Ascii)[] Fallbacks =
    [
        ("◆", "X"), ("◌", "?"), ("▲", "!"), ("■", "#"), ("●", "."), ("□", "+"), ("×", "x"), ("—", "-"), ("→", "->"), ("…", "..."), ("·", "|"), ("µ", "u"),
    ];

    /// <summary>Sign of a verdict.</summary>
    public static Span Of(Severity severity, bool ascii) => severity switch
    {
        Severity.Critical => new("◆", Style.Critical),
        Severity.Unknown => new("◌", Style.Unknown),
        Severity.Warning => new("▲", Style.Warning),
        Severity.Info => new(ascii ? "i" : "■", Style.Info),
        _ => new("●", Style.Good),
    };

    /// <summary>Word of a verdict; healthy is quiet.</summary>
    public static Span Word(Severity severity) => severity == Severity.Healthy ? new("Healthy") : new(severity.ToString(), Of(severity, ascii: false).Style);

    /// <summary>The text with every sign of ours in ASCII.</summary>
    public static string ToAscii(string text) => Fallbacks.Aggregate(text, (t, f) => t.Replace(f.Sign, f.Ascii, StringComparison.Ordinal));
}
