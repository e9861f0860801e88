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
}
