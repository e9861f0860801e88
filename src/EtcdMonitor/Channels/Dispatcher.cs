using System.Diagnostics;
using EtcdMonitor.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Channels;

/// <summary>Delivers one channel's notices from the outbox: in order per alert, with patience, never dropped. A slow receiver delays no other.</summary>
internal sealed class Dispatcher(IChannel channel, Outbox outbox, DeliveryMetrics metrics, TimeProvider time, ILogger log, Func<double> random) : IDisposable
{
    private const int Batch = 50;

    /// <summary>Longest time for one attempt.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StorageRetry = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Attempts whose end could not be written down, by row. Until it is, the row looks as if nobody had tried: sending it again would page people once a second.</summary>
    private readonly Dictionary<long, Func<Task>> _unmarked = [];

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

            foreach (OutboxRow row in due)
            {
                if (await KeepPaceAsync(stop).ConfigureAwait(false))
                {
                    if (metrics.Watched)
                    {
                        // a batch of attempts that all time out takes minutes: what waits grows meanwhile
                        metrics.Saw(channel.Name, await outbox.WaitingAsync(channel.Name, abort).ConfigureAwait(false));
                    }

                    await DeliverAsync(row, abort).ConfigureAwait(false);
                }
            }
        }

        OutboxBacklog waiting = await outbox.WaitingAsync(channel.Name, abort).ConfigureAwait(false);
        metrics.Saw(channel.Name, waiting);
        TimeSpan? next = waiting.Next - time.GetUtcNow();
        return next is { } at ? at > TimeSpan.Zero ? at : TimeSpan.Zero : Timeout.InfiniteTimeSpan;
    }

    private async Task DeliverAsync(OutboxRow row, CancellationToken abort)
    {
        long started = time.GetTimestamp();
        Delivery delivery = await AttemptAsync(row, abort).ConfigureAwait(false);
        TimeSpan took = time.GetElapsedTime(started);
        metrics.Attempted(channel.Name, delivery.Outcome, took);

        // what was sent is marked even when the time is up: an unmarked one would be sent again
        switch (delivery.Outcome)
        {
            case DeliveryOutcome.Sent:
                await MarkAsync(row, () => outbox.SentAsync(row, time.GetUtcNow(), delivery.Error, CancellationToken.None)).ConfigureAwait(false);
                if (delivery.Error is { } part)
                {
                    Log.DeliveredInPart(log, channel.Name, row.Notice.Alert.Cluster, row.Notice.Alert.Finding.Title, part);
                }

                Log.Delivered(log, channel.Name, row.Notice.Alert.Cluster, row.Notice.Alert.Finding.Title, row.Notice.Kind, (long)took.TotalMilliseconds);
                break;
            case DeliveryOutcome.Retry:
                TimeSpan wait = delivery.RetryAfter ?? Backoff.After(row.Attempts, random());
                await MarkAsync(row, () => outbox.RetryAsync(row, time.GetUtcNow() + wait, delivery.Error!, CancellationToken.None)).ConfigureAwait(false);
                Log.Retried(log, channel.Name, row.Notice.Alert.Cluster, delivery.Error!, wait.TotalSeconds);
                break;
            case DeliveryOutcome.Refused:
                await MarkAsync(row, () => outbox.GiveUpAsync(row, time.GetUtcNow(), delivery.Error!, CancellationToken.None)).ConfigureAwait(false);
                Log.Refused(log, channel.Name, row.Notice.Alert.Cluster, row.Notice.Alert.Finding.Title, delivery.Error!);
                break;
            default:
                throw new UnreachableException();
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

    private async Task MarkAsync(OutboxRow row, Func<Task> mark)
    {
        _unmarked[row.Id] = mark;
        await mark().ConfigureAwait(false);
        _unmarked.Remove(row.Id);
    }

    private async Task<Delivery> AttemptAsync(OutboxRow row, CancellationToken abort)
    {
        using CancellationTokenSource deadline = new(Deadline, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, abort);
        try
        {
            return await channel.SendAsync(row.Notice, row.Key, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            return Delivery.Retry($"no answer within {Deadline.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException || !abort.IsCancellationRequested)
        {
            // whatever it is: a channel that fails in a way nobody thought of must not end the deliveries (HttpClient throws a bare
            // SocketException when a receiver hangs up in the very moment it has connected)
            return Delivery.Retry(e.Message);
        }
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
}
