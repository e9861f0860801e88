using System.Diagnostics.Metrics;

namespace EtcdMonitor;

/// <summary>Figures of the loops: whether each cluster is judged as often as it should be. See docs/metrics.md.</summary>
internal sealed class RoundMetrics : IDisposable
{
    /// <summary>From a local cluster to a member that takes all of its deadline.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _late;
    private readonly Counter<long> _skipped;

    public RoundMetrics()
    {
        _duration = Meter.CreateHistogram<double>("etcd_monitor.round.duration", "s", "Time of a round, from the first question to the published verdict.", tags: null, new() { HistogramBucketBoundaries = Seconds });
        _late = Meter.CreateCounter<long>("etcd_monitor.round.late", "{round}", "Rounds that began over a tenth of the interval after their time.");
        _skipped = Meter.CreateCounter<long>("etcd_monitor.round.skipped", "{round}", "Rounds that never were, because the one before was not over.");
    }

    /// <summary>Its owner, by which a test tells these figures from those of others in the process.</summary>
    public Meter Meter { get; } = new("EtcdMonitor");

    public void Began(string cluster, bool late, long skipped)
    {
        if (late)
        {
            _late.Add(1, new KeyValuePair<string, object?>("cluster", cluster));
        }

        if (skipped > 0)
        {
            _skipped.Add(skipped, new KeyValuePair<string, object?>("cluster", cluster));
        }
    }

    public void Ended(string cluster, string outcome, TimeSpan took) => _duration.Record(took.TotalSeconds, new("cluster", cluster), new("outcome", outcome));

    public void Dispose() => Meter.Dispose();
}
