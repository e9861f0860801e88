namespace EtcdMonitor.Cli.Output;

/// <summary>What replaces the signs of ours on a terminal that has only ASCII.</summary>
internal static class AsciiText
{
    private static readonly (string Sign, string Ascii)[] Fallbacks =
    [
        ("◆", "X"), ("◌", "?"), ("▲", "!"), ("■", "#"), ("●", "."), ("□", "+"), ("×", "x"), ("—", "-"), ("→", "->"), ("…", "..."), ("·", "|"), ("µ", "u"),
    ];

    /// <summary>The text with every sign of ours in ASCII.</summary>
    public static string Of(string text) => Fallbacks.Aggregate(text, (t, f) => t.Replace(f.Sign, f.Ascii, StringComparison.Ordinal));
}
