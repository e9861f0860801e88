using System.Collections.Immutable;
using Dapper;
using EtcdMonitor.Events;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

/// <summary>
/// Writes what rounds changed. A record that cannot be written is kept and goes first the next time, so that a locked or
/// full disk delays a page, and loses none while the process lives.
/// </summary>
internal sealed class Ledger(Database database, IReadOnlyList<string> receivers, Action wake, ILogger log)
{
    private ImmutableArray<RoundRecord> _waiting = [];

    /// <summary>Writes a round; returns the stored events with their ids, those of earlier rounds that were waiting first.</summary>
    public async Task<IReadOnlyList<MonitorEvent>> WriteAsync(RoundRecord record, CancellationToken cancellationToken)
    {
        if (!record.IsEmpty)
        {
            _waiting = _waiting.Add(record);
        }

        if (_waiting.IsEmpty)
        {
            return [];
        }

        try
        {
            List<MonitorEvent> events = [];
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (RoundRecord each in _waiting)
                    {
                        await WriteAsync(connection, transaction, each, events).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
            bool notices = _waiting.Any(each => !each.Notices.IsEmpty);
            _waiting = [];
            if (notices)
            {
                // here and not where the notice was decided: one that had to wait for the disk is told when it is written
                wake();
            }

            return events;
        }
        catch (SqliteException e)
        {
            Log.WriteFailed(log, e, _waiting.Length, record.Cluster);
            return [];
        }
    }

    private async Task WriteAsync(SqliteConnection connection, SqliteTransaction transaction, RoundRecord record, List<MonitorEvent> events)
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
            foreach (string receiver in receivers)
            {
                await OutboxTable.AddAsync(connection, transaction, notice, receiver, record.At).ConfigureAwait(false);
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
