using System.Collections.Immutable;
using System.Diagnostics;
using EtcdMonitor.Alerts;
using EtcdMonitor.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Channels;

/// <summary>Delivers one channel's notices from the outbox: in order per alert, with patience, never dropped. A slow receiver delays no other.</summary>
internal sealed class Dispatcher(IChannel channel, Outbox outbox, DeliveryMetrics metrics, TimeProvider time, ILogger log, Func<double> random, Dictionary<long, Func<Task>>? unmarked = null) : IDisposable
{
    private const int Batch = 50;

    /// <summary>What nobody took for so long is given up: by then it is no news, and that it was not delivered is.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan StorageRetry = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Attempts whose end could not be written down, by row. Until it is, the row looks as if nobody had tried: sending it again would page people once a second.</summary>
    private readonly Dictionary<long, Func<Task>> _unmarked = unmarked ?? [];

    private bool _failing;
    private DateTimeOffset _nextAttempt;

    /// <summary>There is something new in the outbox.</summary>
    public void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            try
            {
                _signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // somebody else woke it in between: once is enough
            }
        }
    }

    /// <summary>Delivers until <paramref name="stop"/>; an attempt under way is finished or ended by <paramref name="abort"/>. What is left stays queued.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan wait;
            try
            {
                wait = await DrainAsync(stop, abort).ConfigureAwait(false);
                _failing = false;
            }
            catch (SqliteException e)
            {
                if (!_failing)
                {
                    Log.OutboxFailed(log, channel.Name, StorageReason.Of(e));
                }

                _failing = true;
                wait = StorageRetry;
            }

            await WaitAsync(wait, stop).ConfigureAwait(false);
        }
    }

    public void Dispose() => _signal.Dispose();

    /// <summary>Sends what is due; returns how long nothing will be.</summary>
    private async Task<TimeSpan> DrainAsync(CancellationToken stop, CancellationToken abort)
    {
        foreach ((long row, Func<Task> mark) in _unmarked)
        {
            await mark().ConfigureAwait(false);
            _unmarked.Remove(row);
        }

        while (!stop.IsCancellationRequested)
        {
            IReadOnlyList<OutboxRow> due = await outbox.DueAsync(channel.Name, time.GetUtcNow(), Batch, abort).ConfigureAwait(false);
            if (due.Count == 0)
            {
                break;
            }

            foreach (Load load in await LoadsAsync(due).ConfigureAwait(false))
            {
                if (await KeepPaceAsync(stop).ConfigureAwait(false))
                {
                    if (metrics.Watched)
                    {
                        // a batch of attempts that all time out takes minutes: what waits grows meanwhile
                        metrics.Saw(channel.Name, await outbox.WaitingAsync(channel.Name, abort).ConfigureAwait(false));
                    }

                    await DeliverAsync(load, abort).ConfigureAwait(false);
                }
            }
        }

        OutboxBacklog waiting = await outbox.WaitingAsync(channel.Name, abort).ConfigureAwait(false);
        metrics.Saw(channel.Name, waiting);
        TimeSpan? next = waiting.Next - time.GetUtcNow();
        return next is { } at ? at > TimeSpan.Zero ? at : TimeSpan.Zero : Timeout.InfiniteTimeSpan;
    }

    /// <summary>What goes together; a notice that cannot be read goes to the dead letters and holds up nothing.</summary>
    private async Task<IReadOnlyList<Load>> LoadsAsync(IReadOnlyList<OutboxRow> due)
    {
        List<(OutboxRow Row, Notice Notice)> read = [];
        foreach (OutboxRow row in due)
        {
            try
            {
                read.Add((row, row.Notice));
            }
            catch (StorageException e)
            {
                await GiveUpAsync([row], e.Message).ConfigureAwait(false);
                Log.Unreadable(log, channel.Name, row.Key, e.Message);
            }
        }

        return [.. read.GroupBy(r => channel.Combines && r.Row.Batch is { } batch ? batch : r.Row.Key, StringComparer.Ordinal).Select(g => new Load([.. g.Select(r => r.Row)], [.. g.Select(r => r.Notice)]))];
    }

    private async Task DeliverAsync(Load load, CancellationToken abort)
    {
        Parcel parcel = load.Parcel;
        if (!channel.KnowsRepeats)
        {
            await BeginAsync(load.Rows, abort).ConfigureAwait(false);
        }

        long started = time.GetTimestamp();
        Delivery delivery = await Attempt.MakeAsync(channel, parcel, time, abort).ConfigureAwait(false);
        TimeSpan took = time.GetElapsedTime(started);
        metrics.Attempted(channel.Name, delivery.Outcome, took);
        (string cluster, string title) = (parcel.Lead.Alert.Cluster, parcel.Lead.Alert.Finding.Title);

        // what was sent is marked even when the time is up: an unmarked one would be sent again
        switch (delivery.Outcome)
        {
            case DeliveryOutcome.Sent:
                await MarkAsync(load.Rows, () => outbox.SentAsync(load.Rows, time.GetUtcNow(), delivery.Error, CancellationToken.None)).ConfigureAwait(false);
                if (delivery.Error is { } part)
                {
                    Log.DeliveredInPart(log, channel.Name, cluster, title, part);
                }

                Log.Delivered(log, channel.Name, cluster, title, parcel.Lead.Kind, (long)took.TotalMilliseconds);
                break;
            case DeliveryOutcome.Retry when time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(load.Rows[0].CreatedAt) >= GiveUpAfter:
                await GiveUpAsync(load.Rows, $"nobody took it for {GiveUpAfter.TotalHours:0} h, at last: {delivery.Error}").ConfigureAwait(false);
                Log.Refused(log, channel.Name, cluster, title, delivery.Error!);
                break;
            case DeliveryOutcome.Retry:
                TimeSpan wait = delivery.RetryAfter ?? Backoff.After(load.Rows.Max(r => r.Attempts), random());
                await MarkAsync(load.Rows, () => outbox.RetryAsync(load.Rows, time.GetUtcNow() + wait, delivery.Error!, delivery.IsUnsure, CancellationToken.None)).ConfigureAwait(false);
                Log.Retried(log, channel.Name, cluster, delivery.Error!, wait.TotalSeconds);
                break;
            case DeliveryOutcome.Refused:
                await GiveUpAsync(load.Rows, delivery.Error!).ConfigureAwait(false);
                Log.Refused(log, channel.Name, cluster, title, delivery.Error!);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task GiveUpAsync(IReadOnlyList<OutboxRow> rows, string reason)
    {
        await MarkAsync(rows, () => outbox.GiveUpAsync(rows, time.GetUtcNow(), reason, CancellationToken.None)).ConfigureAwait(false);
        metrics.GaveUp(channel.Name, rows.Count);
    }

    private async Task BeginAsync(IReadOnlyList<OutboxRow> rows, CancellationToken abort)
    {
        try
        {
            await outbox.BeginAsync(rows, time.GetUtcNow(), abort).ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            // a page that goes out without its mark is better than one that waits for the disk; that the disk fails is told where the end is written down
        }
    }

    /// <summary>Waits until the receiver takes the next one; false: the stop came first, and what is left stays queued.</summary>
    private async Task<bool> KeepPaceAsync(CancellationToken stop)
    {
        TimeSpan wait = _nextAttempt - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            // a clock that was set back must not make it wait for ever
            await Task.Delay(wait < channel.Pace ? wait : channel.Pace, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _nextAttempt = time.GetUtcNow() + channel.Pace;
        return !stop.IsCancellationRequested;
    }

    private async Task MarkAsync(IReadOnlyList<OutboxRow> rows, Func<Task> mark)
    {
        _unmarked[rows[0].Id] = mark;
        await mark().ConfigureAwait(false);
        _unmarked.Remove(rows[0].Id);
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        using CancellationTokenSource timer = new(wait, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            await _signal.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // the timer or the stop: the caller looks at both
        }
    }

    /// <summary>Rows that go as one message.</summary>
    private sealed record Load(IReadOnlyList<OutboxRow> Rows, ImmutableArray<Notice> Notices)
    {
        /// <summary>The same rows have the same key.</summary>
        public Parcel Parcel { get; } = new(Notices, Rows.Count == 1 ? Rows[0].Key : OutboxTable.KeyOf(Rows.Select(row => row.Key))) { PossibleRepeat = Rows.Any(row => row.BeganAt is not null) };
    }
}
