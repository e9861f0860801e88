using System.Diagnostics.Metrics;
using System.Text.Json;
using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>Figures of all probes of a process, told apart by question and not by member: which member is slow is for the status to say. See docs/metrics.md.</summary>
internal sealed class ProbeMetrics : IDisposable
{
    /// <summary>From a member in the same rack to the deadline of a page.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];

    private static readonly string[] Kinds = [.. Enum.GetNames<ProbeKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    private static readonly string[] Outcomes = ["ok", .. Enum.GetNames<EtcdFailure>().Skip(1).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _proposals;
    private readonly long[] _active = new long[Kinds.Length];

    public ProbeMetrics()
    {
        _duration = Meter.CreateHistogram<double>("etcd_monitor.probe.duration", "s", "Time until a member's answer or failure to one question.", tags: null, new() { HistogramBucketBoundaries = Seconds });
        _proposals = Meter.CreateCounter<long>("etcd_monitor.probe.proposals", "{entry}", "Raft entries that questions put into the logs of clusters.");
        Meter.CreateObservableUpDownCounter("etcd_monitor.probe.active", Active, "{probe}", "Questions that wait for their answer.");
    }

    /// <summary>Its owner, by which a test tells these figures from those of others in the process.</summary>
    public Meter Meter { get; } = new("EtcdMonitor");

    /// <summary>Questions that wait for their answer, of all kinds.</summary>
    public long Waiting => Enumerable.Range(0, _active.Length).Sum(kind => Interlocked.Read(ref _active[kind]));

    /// <summary>Counts a question as waiting until the result is disposed.</summary>
    public Flight Begin(ProbeKind kind)
    {
        Interlocked.Increment(ref _active[(int)kind]);
        return new(this, kind);
    }

    public void Ended(ProbeKind kind, EtcdFailure failure, TimeSpan took) =>
        _duration.Record(took.TotalSeconds, new("kind", Kinds[(int)kind]), new("outcome", Outcomes[(int)failure]));

    /// <summary>Counts a raft entry: the few questions that cost one have a budget.</summary>
    public void Proposed(ProbeKind kind) => _proposals.Add(1, new KeyValuePair<string, object?>("kind", Kinds[(int)kind]));

    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<long>> Active() =>
        Kinds.Select((kind, index) => new Measurement<long>(Interlocked.Read(ref _active[index]), new KeyValuePair<string, object?>("kind", kind)));

    /// <summary>A question under way.</summary>
    internal readonly struct Flight(ProbeMetrics metrics, ProbeKind kind) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref metrics._active[(int)kind]);
    }
}
