namespace EtcdMonitor.Cli.Configuration;

/// <summary>What is logged to standard error, and how.</summary>
internal sealed record LogOptions
{
    /// <summary>Least level: debug, info, warn, error.</summary>
    public string Level { get; set; } = "info";

    /// <summary><c>text</c> for people, <c>json</c> for collectors: one object a line.</summary>
    public string Format { get; set; } = "text";
}
