using System.Collections.Immutable;
using EtcdMonitor.Probes;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Latency of requests: by etcd's own histograms where it has them, else by what the monitor's own requests took.</summary>
internal static class LatencyFold
{
    private static readonly HistogramSeries[] Reads = [HistogramSeries.GrpcReads, HistogramSeries.ServerReads];
    private static readonly HistogramSeries[] Writes = [HistogramSeries.GrpcWrites, HistogramSeries.ServerWrites];
    private static readonly HistogramSeries[] Puts = [HistogramSeries.GrpcPuts, HistogramSeries.ServerPuts];

    public static MemberState Member(MemberState member, ImmutableArray<CanaryRead> reads, ImmutableArray<CanaryWrite> writes)
    {
        if (Told(member.Metrics))
        {
            return member with { ReadLatency = member.Metrics.Read, WriteLatency = member.Metrics.Write, ProposalCommitLatency = member.Metrics.ProposalCommit };
        }

        Latency write = CanaryWrites.Quantiles([.. writes.Where(w => string.Equals(w.Endpoint, member.Endpoint, StringComparison.Ordinal))], member.Metrics.Missing ?? MetricsFold.NotExtensive);
        return member with
        {
            ReadLatency = CanaryRead.Quantiles(reads.Where(r => string.Equals(r.Member, member.Name, StringComparison.Ordinal))),
            WriteLatency = write,
            ProposalCommitLatency = write, // a put is one proposal
        };
    }

    public static ClusterMetrics Cluster(
        ClusterMetrics metrics, ImmutableArray<MemberState> members, ImmutableArray<CanaryRead> reads, ImmutableArray<CanaryWrite> writes, DateTimeOffset now)
    {
        MetricsDelta[] pages = [.. members.Where(m => now < m.Metrics.GoodUntil).Select(m => m.Metrics.Delta).OfType<MetricsDelta>()];
        if (members.Any(m => Told(m.Metrics) && now < m.Metrics.GoodUntil))
        {
            return metrics with { Read = Merged(pages, Reads), Write = Merged(pages, Writes), ProposalCommit = Merged(pages, Puts) };
        }

        Latency write = CanaryWrites.Quantiles(writes, pages.Length == 0 ? "no metrics page of late" : MetricsFold.NotExtensive);
        return metrics with { Read = CanaryRead.Quantiles(reads), Write = write, ProposalCommit = write };
    }

    /// <summary>Whether etcd times requests.</summary>
    private static bool Told(MemberMetrics metrics) => metrics.Delta?.First(Reads) is not null;

    /// <summary>The cluster's quantiles come from the members' counts, not from their quantiles: those cannot be averaged.</summary>
    private static Latency Merged(MetricsDelta[] pages, HistogramSeries[] names)
    {
        Histogram? all = null;
        foreach (MetricsDelta page in pages)
        {
            if (page.First(names) is { } name && page.Counted(name) is { } counted)
            {
                (all ??= new Histogram()).Add(counted);
            }
        }

        return all is null
            ? Latency.Unknown(pages.Any(p => p.Comparable) ? MetricsFold.Idle : "one more metrics page is needed")
            : PageFigures.Quantiles(all, MetricsFold.Idle);
    }
}
