using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>All that the program is told: by flags, environment and file.</summary>
internal sealed record AppOptions
{
    /// <summary>The monitor.</summary>
    public MonitorOptions Monitor { get; set; } = new();

    /// <summary>API and dashboard.</summary>
    public ApiOptions Api { get; set; } = new();

    /// <summary>The log.</summary>
    public LogOptions Log { get; set; } = new();

    /// <summary>Only here so that the file may say it; anything but SQLite is refused.</summary>
    public string StorageType { get; set; } = "sqlite";
}
