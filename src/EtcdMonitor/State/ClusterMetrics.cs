namespace EtcdMonitor.State;

/// <summary>Figures of a cluster as a whole. Null: not known.</summary>
public sealed record ClusterMetrics
{
    /// <summary>When they were last computed; null: never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where request latency comes from.</summary>
    public LatencySource Source { get; init; } = LatencySource.Canary;

    /// <summary>Unary requests a second, all members.</summary>
    public double? RequestRate { get; init; }

    /// <summary>Latency of reads.</summary>
    public Latency Read { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Latency of writes.</summary>
    public Latency Write { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Largest database file of a member, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Largest part in use of a member's database, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>Smallest backend quota of a member, bytes.</summary>
    public double? QuotaBytes { get; init; }
}

/// <summary>Who measured the latency of requests.</summary>
public enum LatencySource
{
    /// <summary>The monitor's own reads: etcd's histograms are off (they need <c>--metrics=extensive</c>).</summary>
    Canary,

    /// <summary>etcd's own histograms.</summary>
    Server,
}
