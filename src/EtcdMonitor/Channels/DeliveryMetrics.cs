using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Channels;

/// <summary>Figures of what is sent and of what waits to be. See docs/metrics.md.</summary>
internal sealed class DeliveryMetrics : IDisposable
{
    /// <summary>From a receiver next door to the deadline of an attempt.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly string[] Outcomes = [.. Enum.GetNames<DeliveryOutcome>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private readonly Histogram<double> _attempt;
    private readonly Counter<long> _dead;
    private readonly Instrument _depth;
    private readonly Instrument _age;
    private readonly ConcurrentDictionary<string, OutboxBacklog> _backlogs = new(StringComparer.Ordinal);
    private readonly Outbox _outbox;
    private readonly TimeProvider _time;

    public DeliveryMetrics(Outbox outbox, TimeProvider time)
    {
        (_outbox, _time) = (outbox, time);
        _attempt = Meter.CreateHistogram<double>("etcd_monitor.delivery.duration", "s", "Time of an attempt to deliver a notice.", tags: null, new() { HistogramBucketBoundaries = Seconds });
        _dead = Meter.CreateCounter<long>("etcd_monitor.delivery.dead_letters", "{notice}", "Notices that were given up: refused for good, not taken for a day, or not readable.");
        _depth = Meter.CreateObservableUpDownCounter("etcd_monitor.outbox.depth", () => Waiting((backlog, _) => (long)backlog.Count), "{notice}", "Notices that nobody took yet, those included that wait for the disk.");
        _age = Meter.CreateObservableGauge("etcd_monitor.outbox.oldest.age", () => Waiting(Age), "s", "Time since the oldest of them was decided; 0: none waits.");
    }

    /// <summary>Its owner, by which a test tells these figures from those of others in the process.</summary>
    public Meter Meter { get; } = new("EtcdMonitor");

    /// <summary>Whether anybody asks for what waits.</summary>
    public bool Watched => _depth.Enabled || _age.Enabled;

    public void Attempted(string channel, DeliveryOutcome outcome, TimeSpan took) =>
        _attempt.Record(took.TotalSeconds, new("channel", channel), new("outcome", Outcomes[(int)outcome]));

    public void GaveUp(string channel, int notices) => _dead.Add(notices, new KeyValuePair<string, object?>("channel", channel));

    /// <summary>What waits on the disk for a channel, as last seen.</summary>
    public void Saw(string channel, OutboxBacklog backlog) => _backlogs[channel] = backlog;

    public void Dispose() => Meter.Dispose();

    private static double Age(OutboxBacklog backlog, DateTimeOffset now) => backlog.Oldest is { } oldest && oldest < now ? (now - oldest).TotalSeconds : 0;

    private IEnumerable<Measurement<T>> Waiting<T>(Func<OutboxBacklog, DateTimeOffset, T> figure)
        where T : struct
    {
        DateTimeOffset now = _time.GetUtcNow();
        OutboxBacklog memory = _outbox.InMemory;
        return _backlogs.Select(each => new Measurement<T>(figure(each.Value.With(memory), now), new KeyValuePair<string, object?>("channel", each.Key)));
    }
}
