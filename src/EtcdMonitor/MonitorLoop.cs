using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Bundles;
using EtcdMonitor.Clusters;
using EtcdMonitor.Events;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor;

/// <summary>The whole flow of one cluster: its only writer, so nothing in it needs a lock. Readers take <see cref="Snapshot"/>.</summary>
internal sealed class MonitorLoop(
    ClusterOptions cluster, MonitorOptions options, ClusterObserver observer, IReadOnlyList<IRule> rules, AlertPipeline alerts, Ledger ledger, SampleWriter history, EventFeed feed,
    RoundMetrics metrics, Leadership? leadership, TimeProvider time, ILogger log)
{
    private readonly TaskCompletionSource _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClusterSnapshot _snapshot = Start(ClusterFold.Start(cluster, leadership, time.GetUtcNow()), rules, options, alerts);
    private DateTimeOffset _nextSamples;

    /// <summary>The newest snapshot.</summary>
    public ClusterSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>The last rounds.</summary>
    public Recorder Recorder { get; } = new();

    /// <summary>Completes with the first verdict.</summary>
    public Task Judged => _judged.Task;

    /// <summary>Writes what rounds could not write yet, for the last time.</summary>
    public Task FlushAsync() => ledger.FlushAsync();

    /// <summary>Watches until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        RoundTimes times = new(cluster.Name, options.Probes.ProbeInterval, metrics, time);
        using PeriodicTimer timer = new(options.Probes.ProbeInterval, time);
        do
        {
            await times.MeasureAsync(RoundAsync, stop).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
    }

    /// <summary>One sample's way through the folders.</summary>
    private async Task RoundAsync(CancellationToken stop)
    {
        ClusterSnapshot before = _snapshot;

        // Clusters → Probes → Samples → State
        (ClusterState state, ImmutableArray<ProbeRound> asked) = await observer.NextAsync(before.State, stop).ConfigureAwait(false);
        KeepSamples(state);

        // → Rules
        Verdict verdict = Judge.Next(before.Verdict, state, rules, options.Thresholds);
        Recorder.Add(before, asked, verdict);

        // → Alerts
        AlertStep step = alerts.Advance(state, verdict);
        ClusterSnapshot after = new(state, verdict, alerts.Active);

        // → Storage → Channels, in this order: a page that was decided is a page that will go out
        Leadership? changed = state.Leadership.LastLeader == before.State.Leadership.LastLeader && state.Leadership.History == before.State.Leadership.History ? null : state.Leadership;
        ImmutableArray<MonitorEvent> events = [.. EventDiff.Between(before, after, step)];
        foreach (MonitorEvent each in events)
        {
            Log.Happened(log, each); // at once: the log is what is left while the disk takes no writes
        }

        IReadOnlyList<MonitorEvent> stored = await ledger.WriteAsync(new(cluster.Name, state.At, changed, step.Changed, step.Notices, events), stop).ConfigureAwait(false);

        // → Live
        Publish(after, stored);
    }

    private void Publish(ClusterSnapshot snapshot, IReadOnlyList<MonitorEvent> events)
    {
        Volatile.Write(ref _snapshot, snapshot);
        _judged.TrySetResult();
        feed.Publish(new(snapshot, null));
        foreach (MonitorEvent each in events)
        {
            feed.Publish(new(null, each));
        }
    }

    private void KeepSamples(ClusterState state)
    {
        if (state.At >= _nextSamples)
        {
            _nextSamples = state.At + options.Probes.MetricsInterval;
            history.Add(SampleSet.Of(state));
        }
    }

    private static ClusterSnapshot Start(ClusterState state, IReadOnlyList<IRule> rules, MonitorOptions options, AlertPipeline alerts) =>
        new(state, Judge.Next(null, state, rules, options.Thresholds), alerts.Active);
}
