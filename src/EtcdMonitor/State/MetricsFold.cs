using System.Collections.Immutable;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Turns pages and canary reads into figures.</summary>
internal static class MetricsFold
{
    private const string NotExtensive = "etcd runs without --metrics=extensive";
    private const string FirstPage = "one more metrics page is needed";
    private const string Idle = "no such request in the last minute";

    /// <summary>Figures older than this say nothing about now: three pages at the default period.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(35);

    public static MemberMetrics Member(MemberMetrics before, MetricsReading? reading)
    {
        if (reading is null)
        {
            return before;
        }

        if (reading.Delta is not { } delta)
        {
            string missing = reading.Missing!;
            return new() { Missing = missing, Failure = reading.Failure, Read = Latency.Unknown(missing), Write = Latency.Unknown(missing) };
        }

        double? requests = delta.Rate(Series.Requests);
        return new()
        {
            At = reading.At,
            Missing = null,
            Delta = delta,
            RequestRate = requests,
            ErrorRate = requests > 0 ? (delta.Rate(Series.RequestErrors) ?? 0) / requests : null,
            Read = Quantiles(delta.Counted(HistogramSeries.Reads), delta.Page[HistogramSeries.Reads]),
            Write = Quantiles(delta.Counted(HistogramSeries.Writes), delta.Page[HistogramSeries.Writes]),
            FsyncP99Ms = delta.QuantileMs(HistogramSeries.Fsync, 0.99),
            CommitP99Ms = delta.QuantileMs(HistogramSeries.Commit, 0.99),
            RttP50Ms = delta.QuantileMs(HistogramSeries.PeerRoundTrip, 0.5),
            Cpu = delta.Rate(Series.Cpu),
            MemoryBytes = delta.Value(Series.Memory),
            OpenFds = delta.Value(Series.OpenFds),
            QuotaBytes = delta.Value(Series.Quota),
            ProposalsPending = delta.Value(Series.ProposalsPending),
            ProcessStart = delta.Value(Series.ProcessStart) is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null,
        };
    }

    public static ClusterMetrics Cluster(ImmutableArray<MemberState> members, ImmutableArray<CanaryRead> reads, DateTimeOffset now)
    {
        MetricsDelta[] deltas = [.. members.Where(m => now - m.Metrics.At < Stale).Select(m => m.Metrics.Delta).OfType<MetricsDelta>()];
        bool server = deltas.Any(d => d.Page[HistogramSeries.Reads] is not null);
        return new()
        {
            At = now,
            Source = server ? LatencySource.Server : LatencySource.Canary,
            RequestRate = Sum(deltas.Select(d => d.Rate(Series.Requests))),
            Read = server ? Merged(deltas, HistogramSeries.Reads) : Canary(reads),
            Write = server ? Merged(deltas, HistogramSeries.Writes) : Latency.Unknown(deltas.Length == 0 ? "no metrics page of late" : NotExtensive),
            DbSize = members.Max(m => m.DbSize),
            DbSizeInUse = members.Max(m => m.DbSizeInUse),
            QuotaBytes = members.Min(m => m.Metrics.QuotaBytes),
        };
    }

    private static Latency Quantiles(Histogram? counted, Histogram? page) => counted switch
    {
        null => Latency.Unknown(page is null ? NotExtensive : FirstPage),
        { Count: <= 0 } => Latency.Unknown(Idle),
        _ => new(counted.Quantile(0.5) * 1000, counted.Quantile(0.95) * 1000, counted.Quantile(0.99) * 1000),
    };

    /// <summary>The cluster's quantiles come from the members' counts, not from their quantiles: those cannot be averaged.</summary>
    private static Latency Merged(MetricsDelta[] deltas, HistogramSeries series)
    {
        Histogram? all = null;
        foreach (Histogram counted in deltas.Select(d => d.Counted(series)).OfType<Histogram>())
        {
            (all ??= new Histogram()).Add(counted);
        }

        return all is null ? Latency.Unknown(deltas.Any(d => d.Page[series] is not null) ? FirstPage : Idle) : Quantiles(all, all);
    }

    private static Latency Canary(ImmutableArray<CanaryRead> reads)
    {
        if (reads.IsEmpty)
        {
            return Latency.Unknown("no linearizable read of ours succeeded in the last minute");
        }

        double[] sorted = [.. reads.Select(r => r.Took.TotalMilliseconds).Order()];
        return new(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static double? Sum(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? null : known.Sum();
    }
}
