using System.Collections.Immutable;
using Dapper;
using EtcdMonitor.Events;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>
/// Writes what rounds changed. A record that cannot be written is kept and goes first the next time, so that a locked or
/// full disk delays a page, and loses none while the process lives; how much waits is bounded by <see cref="Backlog"/>. A slow disk
/// does not hold up the watch: a write that takes long goes on beside the next rounds.
/// </summary>
internal sealed class Ledger
{
    /// <summary>How long a round waits for its own write; on a healthy disk it takes a few milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Database _database;
    private readonly Action _wake;
    private readonly TimeProvider _time;
    private volatile ImmutableList<RoundRecord> _batch = [];
    private volatile ImmutableList<RoundRecord> _waiting = [];
    private Task<IReadOnlyList<MonitorEvent>?>? _writing;

    public Ledger(Database database, Action wake, TimeProvider time)
    {
        (_database, _wake, _time) = (database, wake, time);
        database.Metrics.FollowRounds(() => [.. _batch, .. _waiting]);
    }

    /// <summary>Writes a round; returns the events that are stored by now, with their ids, those of earlier rounds first.</summary>
    public async Task<IReadOnlyList<MonitorEvent>> WriteAsync(RoundRecord record, CancellationToken cancellationToken)
    {
        if (!record.IsEmpty)
        {
            Keep(_waiting.Add(record));
        }

        if (_writing is null && _waiting.IsEmpty)
        {
            return [];
        }

        Task<IReadOnlyList<MonitorEvent>?> writing = _writing ??= Begin();
        await ((Task)writing).WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return writing.IsCompleted ? await TakeAsync(writing).ConfigureAwait(false) : [];
    }

    /// <summary>Writes what still waits, for the last time.</summary>
    public async Task FlushAsync()
    {
        if (_writing is { } writing)
        {
            await TakeAsync(writing).ConfigureAwait(false);
        }

        if (!_waiting.IsEmpty)
        {
            await TakeAsync(Begin()).ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<MonitorEvent>?> Begin()
    {
        ImmutableList<RoundRecord> batch = _waiting;
        (_batch, _waiting) = (batch, []);
        return Task.Run(() => TryAsync(batch), CancellationToken.None);
    }

    private async Task<IReadOnlyList<MonitorEvent>> TakeAsync(Task<IReadOnlyList<MonitorEvent>?> ended)
    {
        _writing = null;
        ImmutableList<RoundRecord> unwritten = _batch;
        try
        {
            if (await ended.ConfigureAwait(false) is not { } written)
            {
                return [];
            }

            unwritten = [];
            return written;
        }
        finally
        {
            Keep(unwritten.AddRange(_waiting));
            _batch = [];
        }
    }

    private void Keep(ImmutableList<RoundRecord> rounds)
    {
        (_waiting, int lost) = Backlog.Bound(rounds);
        if (lost > 0)
        {
            _database.Metrics.Dropped(StorageMetrics.Rounds, lost);
            _database.Health.DropsRounds();
        }
    }

    private static int Rows(RoundRecord round) => (round.Leadership is null ? 0 : 1) + round.Alerts.Length + round.Notices.Sum(n => n.Channels.Length) + round.Events.Length;

    /// <summary>Null: it could not be written, and the database has said why.</summary>
    private async Task<IReadOnlyList<MonitorEvent>?> TryAsync(ImmutableList<RoundRecord> batch)
    {
        try
        {
            List<MonitorEvent> events = [];
            await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (RoundRecord each in batch)
                    {
                        await WriteAsync(connection, transaction, each, events).ConfigureAwait(false);
                    }
                },
                CancellationToken.None).ConfigureAwait(false);
            _database.Metrics.Batch(StorageMetrics.Rounds, batch.Sum(Rows));
            if (batch.Exists(each => !each.Notices.IsEmpty))
            {
                // here and not where the notice was decided: one that had to wait for the disk is told when it is written
                _wake();
            }

            return events;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(SqliteConnection connection, SqliteTransaction transaction, RoundRecord record, List<MonitorEvent> events)
    {
        if (record.Leadership is { } leadership)
        {
            await LeadershipTable.SaveAsync(connection, transaction, record.Cluster, leadership).ConfigureAwait(false);
        }

        foreach (Alerts.Alert alert in record.Alerts)
        {
            await AlertTable.SaveAsync(connection, transaction, alert).ConfigureAwait(false);
        }

        foreach (Alerts.Notice notice in record.Notices)
        {
            foreach (string channel in notice.Channels)
            {
                await OutboxTable.AddAsync(connection, transaction, notice, channel, record.At).ConfigureAwait(false);
            }
        }

        foreach (MonitorEvent each in record.Events)
        {
            long id = await connection.ExecuteScalarAsync<long>(
                "insert into events (at, cluster, kind, severity, member, text) values (@At, @Cluster, @Kind, @Severity, @Member, @Text) returning id",
                new { At = each.At.ToUnixTimeMilliseconds(), each.Cluster, each.Kind, Severity = each.Severity.ToString(), each.Member, each.Text },
                transaction).ConfigureAwait(false);
            events.Add(each with { Id = id });
        }
    }
}
