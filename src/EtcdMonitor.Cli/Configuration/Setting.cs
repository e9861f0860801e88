using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>One setting: the only place that knows its key, flag, sort of value, explanation and where it lands.</summary>
/// <param name="Key">Path in the file, such as <c>monitoring.probe_interval</c>; within a cluster relative to it.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Doc">What it is, one line of the help and of the example file.</param>
internal abstract record Setting(string Key, Kind Kind, string Doc)
{
    /// <summary>Its flag, such as <c>--probe-interval</c>; null: it has none. The environment's name follows from it.</summary>
    public string? Flag { get; init; }

    /// <summary>Replaces the sort's placeholder in the help.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Key of the twin that names a file which holds the value instead; null: none.</summary>
    public string? FileTwin { get; init; }

    /// <summary>A value for the example file where there is no default to show.</summary>
    public string? Sample { get; init; }

    /// <summary>Default that no initialiser holds: how the help says it.</summary>
    public string? DefaultNote { get; init; }

    /// <summary>Name of the short variable, <c>ETCD_MONITOR_API_PORT</c>; null: there is no flag.</summary>
    public string? EnvironmentName => Flag is null ? null : "ETCD_MONITOR_" + Flag[2..].ToUpperInvariant().Replace('-', '_');

    /// <summary>The default as it would be written; null: none.</summary>
    public abstract string? Default { get; }
}
