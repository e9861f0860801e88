using EtcdMonitor.Rules;

namespace EtcdMonitor.Cli.Output;

/// <summary>Signs beside the words that say the same.</summary>
internal static class Glyphs
{
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
}
