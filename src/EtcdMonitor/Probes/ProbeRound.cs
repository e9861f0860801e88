using System.Collections.Immutable;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>All answers of one round, each member asked at the same time.</summary>
public sealed record ProbeRound
{
    /// <summary>When the round began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last answer or deadline was in.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Answers, at most one per endpoint.</summary>
    public required ImmutableArray<MemberAnswers> Members { get; init; }

    /// <summary>Endpoints that are followed and have no answer in this round: they are late, or not due.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>What one member said of the whole cluster; null: nobody was asked, or no answer arrived since.</summary>
    public ClusterAnswers? Cluster { get; init; }

    /// <summary>Metrics pages that arrived since the round before.</summary>
    internal ImmutableArray<MetricsReading> Pages { get; init; } = [];

    /// <summary>Other answers that arrived since the round before.</summary>
    internal SlowAnswers Slow { get; init; } = SlowAnswers.None;

    /// <summary>What node exporters said since the round before.</summary>
    internal ImmutableArray<DiskReading> Disks { get; init; } = [];

    /// <summary>The write of our own that ended since the round before; null: none.</summary>
    internal CanaryWrite? Write { get; init; }
}
