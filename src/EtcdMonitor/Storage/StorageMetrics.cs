using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EtcdMonitor.Storage;

/// <summary>Figures of one database and of what waits to be written to it. See docs/metrics.md.</summary>
internal sealed class StorageMetrics : IDisposable
{
    /// <summary>Queue of what rounds changed.</summary>
    public const string Rounds = "rounds";

    /// <summary>Queue of samples.</summary>
    public const string Samples = "samples";

    /// <summary>From a write that stays in the cache to one that waits five seconds for its lock.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Histogram<double> _write;
    private readonly Histogram<long> _batch;
    private readonly Counter<long> _dropped;
    private readonly ConcurrentQueue<Func<IReadOnlyList<RoundRecord>>> _rounds = [];
    private readonly ConcurrentQueue<Func<int>> _samples = [];

    public StorageMetrics()
    {
        _write = Meter.CreateHistogram<double>("etcd_monitor.storage.write.duration", "s", "Time of a transaction, from its turn to its commit or failure.", tags: null, new() { HistogramBucketBoundaries = Seconds });
        _batch = Meter.CreateHistogram<long>("etcd_monitor.storage.batch.size", "{row}", "Rows that one transaction wrote.", tags: null, new() { HistogramBucketBoundaries = [1, 5, 10, 50, 100, 500, 1000, 5000, 10000] });
        _dropped = Meter.CreateCounter<long>("etcd_monitor.storage.dropped", "{row}", "Rows that were never written, because the disk failed or did not keep up.");
        Meter.CreateObservableUpDownCounter("etcd_monitor.storage.queue.length", Lengths, "{batch}", "Rounds, or sets of samples, that wait in memory to be written.");
    }

    /// <summary>Its owner, by which a test tells these figures from those of others in the process.</summary>
    public Meter Meter { get; } = new("EtcdMonitor");

    /// <summary>Notices of rounds that wait in memory: no outbox knows of them yet.</summary>
    public OutboxBacklog Notices
    {
        get
        {
            RoundRecord[] rounds = [.. _rounds.SelectMany(waiting => waiting()).Where(round => !round.Notices.IsEmpty)];
            return new(rounds.Sum(round => round.Notices.Length), rounds.Length == 0 ? null : rounds.Min(round => round.At), Next: null);
        }
    }

    /// <summary>Counts the rounds that one cluster has waiting.</summary>
    public void FollowRounds(Func<IReadOnlyList<RoundRecord>> waiting) => _rounds.Enqueue(waiting);

    /// <summary>Counts sets of samples that wait.</summary>
    public void FollowSamples(Func<int> waiting) => _samples.Enqueue(waiting);

    public void Written(string outcome, TimeSpan took) => _write.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    public void Batch(string queue, int rows) => _batch.Record(rows, new KeyValuePair<string, object?>("queue", queue));

    public void Dropped(string queue, int rows) => _dropped.Add(rows, new KeyValuePair<string, object?>("queue", queue));

    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<long>> Lengths() =>
    [
        new(_rounds.Sum(waiting => waiting().Count), new KeyValuePair<string, object?>("queue", Rounds)),
        new(_samples.Sum(waiting => waiting()), new KeyValuePair<string, object?>("queue", Samples)),
    ];
}
