using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Newest figures of a cluster. Latencies in milliseconds; null has a row in <see cref="NotSeen"/>.</summary>
public sealed record MetricsView
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>When the figures were computed; null: never.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Who measured the latencies.</summary>
    public FigureSource Source { get; init; }

    /// <summary>Unary requests a second.</summary>
    public double? RequestRate { get; init; }

    /// <summary>Median of reads.</summary>
    public double? ReadLatencyP50 { get; init; }

    /// <summary>95th percentile of reads.</summary>
    public double? ReadLatencyP95 { get; init; }

    /// <summary>99th percentile of reads.</summary>
    public double? ReadLatencyP99 { get; init; }

    /// <summary>Median of writes.</summary>
    public double? WriteLatencyP50 { get; init; }

    /// <summary>95th percentile of writes.</summary>
    public double? WriteLatencyP95 { get; init; }

    /// <summary>99th percentile of writes.</summary>
    public double? WriteLatencyP99 { get; init; }

    /// <summary>Largest database file of a member, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Largest part in use, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>Smallest backend quota, bytes.</summary>
    public double? QuotaBytes { get; init; }

    /// <summary>All figures of the cluster by name, see docs/metrics-of-etcd.md.</summary>
    public OrderedDictionary<string, FigureView> Figures { get; init; } = [];

    /// <summary>The same for each member.</summary>
    public ImmutableArray<MemberMetricsView> Members { get; init; } = [];

    /// <summary>What was not seen, and why.</summary>
    public ImmutableArray<NotSeenView> NotSeen { get; init; } = [];

    internal static MetricsView From(ClusterState state) => new()
    {
        Cluster = state.Name,
        Timestamp = state.Metrics.At,
        Source = state.Metrics.Source,
        RequestRate = state.Metrics.RequestRate.Value,
        ReadLatencyP50 = state.Metrics.Read.P50,
        ReadLatencyP95 = state.Metrics.Read.P95,
        ReadLatencyP99 = state.Metrics.Read.P99,
        WriteLatencyP50 = state.Metrics.Write.P50,
        WriteLatencyP95 = state.Metrics.Write.P95,
        WriteLatencyP99 = state.Metrics.Write.P99,
        DbSize = state.Metrics.DbSize,
        DbSizeInUse = state.Metrics.DbSizeInUse,
        QuotaBytes = state.Metrics.QuotaBytes,
        Figures = FigureView.Of(state),
        Members = [.. state.Members.Select(MemberMetricsView.From)],
        NotSeen = [.. NotSeenView.Of(state.Metrics)],
    };
}
