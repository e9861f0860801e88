using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EtcdMonitor.Events;
using EtcdMonitor.Server.Views;
using Microsoft.Extensions.Hosting;

namespace EtcdMonitor.Server.Live;

/// <summary>The live stream as one reader sees it: events since its last id, a snapshot of each cluster, then all that follows.</summary>
internal sealed class LiveStream(IMonitorSource monitor, SnapshotTexts texts, LiveMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(1);

    // a page is in memory for as long as its reader takes: thirty slow ones with 500 each grew the process by 10 MB for good
    private const int Page = 100;

    /// <summary>Reads on until the reader leaves or the server stops. <paramref name="after"/>: the last event it has; null: only new ones.</summary>
    internal async IAsyncEnumerable<SseItem<string>> ReadAsync(string? cluster, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        ReaderQueue queue = new();

        // Subscribed before the history is read: what happens in between is in one of the two, or in both and sent once.
        metrics.Opened();
        Task feed = FollowAsync(queue, cluster, ending.Token);
        Task heart = BeatAsync(queue, ending.Token);
        try
        {
            HashSet<long> replayed = [];
            await foreach (MonitorEvent missed in MissedAsync(cluster, after, ending.Token))
            {
                replayed.Add(missed.Id);
                yield return Item(missed);
            }

            foreach (ClusterSnapshot snapshot in monitor.Snapshots.Where(s => Concerns(s.State.Name, cluster)))
            {
                queue.Put(new LiveUpdate(snapshot, null));
            }

            queue.Ping();
            while (await queue.WaitAsync(ending.Token))
            {
                if (queue.Take() is not { } taken)
                {
                    yield break;
                }

                foreach (MonitorEvent happened in taken.Events.Where(e => !replayed.Remove(e.Id)))
                {
                    yield return Item(happened);
                }

                foreach (ClusterSnapshot snapshot in taken.Snapshots)
                {
                    yield return new SseItem<string>(await texts.OfAsync(snapshot, ending.Token), "snapshot");
                }

                if (taken.Ping)
                {
                    yield return new SseItem<string>(JsonSerializer.Serialize(new PingView(time.GetUtcNow()), MonitorJson.Default.PingView), "ping") { ReconnectionInterval = Reconnection };
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(feed, heart);
            metrics.Closed();
        }
    }

    private static bool Concerns(string name, string? cluster) => cluster is null || string.Equals(name, cluster, StringComparison.Ordinal);

    private static SseItem<string> Item(MonitorEvent happened) => new(JsonSerializer.Serialize(happened, MonitorJson.Default.MonitorEvent), "event")
    {
        EventId = happened.Id > 0 ? happened.Id.ToString(CultureInfo.InvariantCulture) : null,
    };

    private async IAsyncEnumerable<MonitorEvent> MissedAsync(string? cluster, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after is { } last)
        {
            IReadOnlyList<MonitorEvent> page = await monitor.EventsAsync(cluster, last, Page, cancellationToken);
            foreach (MonitorEvent missed in page)
            {
                yield return missed;
            }

            after = page.Count == Page ? page[^1].Id : null;
        }
    }

    private async Task FollowAsync(ReaderQueue queue, string? cluster, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (LiveUpdate update in monitor.Feed.SubscribeAsync(cancellationToken))
            {
                if (Concerns(update.Snapshot?.State.Name ?? update.Event!.Cluster, cluster) && !queue.Put(update))
                {
                    metrics.Dropped();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader left.
        }
    }

    private async Task BeatAsync(ReaderQueue queue, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                queue.Ping();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader left.
        }
    }
}
