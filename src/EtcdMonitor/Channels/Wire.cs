using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels;

/// <summary>Words that receivers know.</summary>
internal static class Wire
{
    /// <summary>critical, warning or info. A blind monitor pages like a critical fault: nobody would see one.</summary>
    public static string Severity(Severity severity) => severity switch
    {
        Rules.Severity.Critical or Rules.Severity.Unknown => "critical",
        Rules.Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>Text that Slack and Telegram take as such: these three signs are all that means something to them.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The colour that receivers draw beside it, as RGB; green when it is over.</summary>
    public static int Colour(Message message) => message switch
    {
        { IsOver: true } => 0x2E9E5B,
        { Severity: Rules.Severity.Critical } => 0xD92D20,
        { Severity: Rules.Severity.Unknown } => 0x7A5AF8,
        { Severity: Rules.Severity.Warning } => 0xE6A700,
        _ => 0x2F6FED,
    };
}
