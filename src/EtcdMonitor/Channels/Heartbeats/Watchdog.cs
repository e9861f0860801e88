using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Channels.Heartbeats;

/// <summary>
/// An alert that always fires, on the way that real ones go: judged rounds, the storage, the outbox, a dispatcher. Where any of them stops, the beats
/// stop, and the switch outside calls people.
/// </summary>
/// <param name="options">Where to and how often, by now.</param>
/// <param name="database">The storage.</param>
/// <param name="wake">Has the outbox looked at.</param>
/// <param name="stalled">Why rounds are not judged; null: they are.</param>
/// <param name="state">What came of the beats.</param>
/// <param name="time">Clock.</param>
internal sealed class Watchdog(Func<WatchdogOptions> options, Database database, Action wake, Func<DateTimeOffset, string?> stalled, WatchdogState state, TimeProvider time)
{
    /// <summary>Name of its dispatcher in the outbox.</summary>
    public const string Receiver = "watchdog";

    /// <summary>A beat that could not be given is tried again so soon.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Beats that were taken are kept for so long.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>A beat a second has a number of its own from here until 2088.</summary>
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Beats until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            bool given = options().Url is null || await BeatAsync(stop).ConfigureAwait(false);
            TimeSpan wait = given || options().Interval < Again ? options().Interval : Again;
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives one beat into the outbox; false: the path stands.</summary>
    public async Task<bool> BeatAsync(CancellationToken stop)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (stalled(now) is { } why)
        {
            state.Failed(why);
            return false;
        }

        try
        {
            await database.WriteAsync((c, t) => OutboxTable.BeatAsync(c, t, Beat(now), Receiver, now, now - Memory), stop).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            state.Failed($"the storage takes no writes, {StorageReason.Of(e)}");
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }

        wake();
        return true;
    }

    private static Notice Beat(DateTimeOffset now) => new(
        NoticeKind.Firing,
        new Alert
        {
            Id = Receiver,
            Generation = (int)(now - Epoch).TotalSeconds,
            Cluster = "etcd-monitor",
            Status = AlertStatus.Firing,
            PendingSince = now,
            FiredAt = now,
            Finding = new() { Rule = Receiver, Title = "Watchdog", Severity = Severity.Info, Sentence = "Rounds are judged, alerts are stored and delivered. When this stops, they are not" },
        },
        ImmutableDictionary<string, string>.Empty);
}
