using System.Collections.Immutable;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Figures of a cluster out of those of its members.</summary>
internal static class ClusterMetricsFold
{
    public static ClusterMetrics Fold(ImmutableArray<MemberState> members, ImmutableArray<CanaryRead> reads, ImmutableArray<CanaryWrite> writes, DateTimeOffset now)
    {
        ClusterMetrics metrics = new()
        {
            At = now,
            RequestRate = Aggregate.Sum.Of([.. members.Select(m => (m.Name, m.Metrics.RequestRate))]),
            DbSize = members.Max(m => m.DbSize),
            DbSizeInUse = members.Max(m => m.DbSizeInUse),
            QuotaBytes = members.Min(m => m.Database.QuotaBytes.Value),
        };
        return LatencyFold.Cluster(metrics, members, reads, writes, now);
    }
}
