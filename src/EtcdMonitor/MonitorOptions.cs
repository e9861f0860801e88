using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Clusters;
using EtcdMonitor.Hashes;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;

namespace EtcdMonitor;

/// <summary>All that the monitor needs to know, a part for each feature.</summary>
public sealed record MonitorOptions
{
    /// <summary>Clusters to watch.</summary>
    public IReadOnlyList<ClusterOptions> Clusters { get; set; } = [new()];

    /// <summary>Periods and deadlines.</summary>
    public ProbeOptions Probes { get; set; } = new();

    /// <summary>Comparison of the members' data.</summary>
    public HashOptions Hashes { get; set; } = new();

    /// <summary>Limits of the rules.</summary>
    public Thresholds Thresholds { get; set; } = new();

    /// <summary>From findings to notifications.</summary>
    public AlertOptions Alerts { get; set; } = new();

    /// <summary>Receivers of notifications.</summary>
    public ChannelOptions Channels { get; set; } = new();

    /// <summary>History.</summary>
    public StorageOptions Storage { get; set; } = new();
}
