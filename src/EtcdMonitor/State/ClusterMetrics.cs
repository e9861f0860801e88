namespace EtcdMonitor.State;

/// <summary>Figures of a cluster as a whole. Null: not known.</summary>
public sealed record ClusterMetrics
{
    /// <summary>When they were last computed; null: never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where the latency of reads comes from: etcd's own histograms, which need <c>--metrics=extensive</c> or etcd 3.7, else the monitor's reads.</summary>
    public FigureSource Source => Read.Source;

    /// <summary>Unary requests a second, all members.</summary>
    public Figure RequestRate { get; init; }

    /// <summary>Latency of reads.</summary>
    public Latency Read { get; init; } = Latency.Unknown("nothing was measured yet", FigureSource.Canary);

    /// <summary>Latency of writes.</summary>
    public Latency Write { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Latency of single puts: one proposal each, from its start to the applied entry.</summary>
    public Latency ProposalCommit { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Largest database file of a member, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Largest part in use of a member's database, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>Smallest backend quota of a member, bytes.</summary>
    public double? QuotaBytes { get; init; }
}
