namespace EtcdMonitor.Cli.Output;

/// <summary>How a piece of text looks, by what it means. Never the only carrier of the meaning.</summary>
internal enum Style
{
    /// <summary>As the terminal has it.</summary>
    Plain,

    /// <summary>The sentence of a verdict, section words.</summary>
    Bold,

    /// <summary>Table heads, units, ages, reasons, hints.</summary>
    Dim,

    /// <summary>Healthy: the glyph only.</summary>
    Good,

    /// <summary>Info.</summary>
    Info,

    /// <summary>Warning.</summary>
    Warning,

    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>Critical.</summary>
    Critical,
}
