namespace EtcdMonitor.Probes;

/// <summary>The monitor's own write, by which the latency of writes is known where etcd does not measure it. Off unless asked for: it changes the cluster's data.</summary>
public sealed record WriteCanaryOptions
{
    /// <summary>Least <see cref="Interval"/>: each write is a raft entry, on the disk of every member.</summary>
    public static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(30);

    /// <summary>Whether to write.</summary>
    public bool Enabled { get; set; }

    /// <summary>The one key that is written. It hangs on a lease and is gone soon after the monitor is.</summary>
    public string Key { get; set; } = "/etcd-monitor/canary";

    /// <summary>Time between two writes, through one member after the other; at least 30 s.</summary>
    public TimeSpan Interval { get; set; } = LeastInterval;
}
