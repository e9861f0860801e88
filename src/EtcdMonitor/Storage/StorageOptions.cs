namespace EtcdMonitor.Storage;

/// <summary>Where history is kept and for how long.</summary>
public sealed record StorageOptions
{
    /// <summary>SQLite file; its folder is made when missing.</summary>
    public string Path { get; set; } = "./data/etcd-monitor.db";

    /// <summary>How long samples are kept.</summary>
    public TimeSpan KeepMetrics { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long resolved alerts are kept.</summary>
    public TimeSpan KeepAlerts { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long events are kept.</summary>
    public TimeSpan KeepEvents { get; set; } = TimeSpan.FromDays(30);
}
