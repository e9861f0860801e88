using System.Collections.Concurrent;
using System.Collections.Immutable;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Api;

/// <summary>Status views with what changed before their verdict. The history is asked once per verdict and again after a while, not each round.</summary>
internal sealed class StatusViews(IMonitorSource monitor, TimeProvider time)
{
    /// <summary>How far back a change may be and still be told.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromMinutes(30);

    /// <summary>Events are stored a moment after they happen: an answer from the first moments is asked for again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private const int Asked = 200;
    private const int Told = 5;

    private readonly ConcurrentDictionary<string, Remembered> _changes = new(StringComparer.Ordinal);

    internal async ValueTask<ClusterStatusView> OfAsync(ClusterSnapshot snapshot, CancellationToken cancellationToken) =>
        ClusterStatusView.From(snapshot, time.GetUtcNow(), await ChangedBeforeAsync(snapshot, cancellationToken));

    private async ValueTask<ImmutableArray<ChangeView>> ChangedBeforeAsync(ClusterSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.State.Round == 0 || snapshot.Verdict.Severity == Severity.Healthy)
        {
            return [];
        }

        string cluster = snapshot.State.Name;
        DateTimeOffset since = snapshot.Verdict.Since;
        if (_changes.TryGetValue(cluster, out Remembered? known) && known.Since == since && time.GetElapsedTime(known.AskedAt) < Fresh)
        {
            return known.Changes;
        }

        IReadOnlyList<MonitorEvent> events;
        try
        {
            events = await monitor.EventsAsync(cluster, null, Asked, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return []; // the verdict does not need its history, and is wanted most when the disk is gone too
        }

        ImmutableArray<ChangeView> changes =
        [
            .. events.Where(e => e.At < since && since - e.At <= Reach && e.Kind is not ("verdict" or "alert"))
                .OrderByDescending(e => e.At)
                .Take(Told)
                .Select(e => ChangeView.From(e, since)),
        ];
        _changes[cluster] = new(since, time.GetTimestamp(), changes);
        return changes;
    }

    private sealed record Remembered(DateTimeOffset Since, long AskedAt, ImmutableArray<ChangeView> Changes);
}
