using System.Security.Cryptography;
using System.Text;
using Dapper;
using EtcdMonitor.Alerts;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Notices on their way to receivers.</summary>
internal static class OutboxTable
{
    public static Task AddAsync(SqliteConnection connection, SqliteTransaction transaction, Notice notice, string receiver, DateTimeOffset now) => connection.ExecuteAsync(
        "insert into outbox (key, receiver, alert, body, created_at, next_at) values (@Key, @receiver, @Alert, @Body, @Now, @Now) on conflict (key) do nothing",
        new { Key = Key(notice, receiver), receiver, Alert = notice.Alert.Id, Body = StoredJson.Write(notice), Now = now.ToUnixTimeMilliseconds() },
        transaction);

    /// <summary>Due deliveries of a receiver, oldest first, only the oldest of each alert: its order is kept.</summary>
    public static async Task<IReadOnlyList<OutboxRow>> DueAsync(SqliteConnection connection, string receiver, DateTimeOffset now, int limit) =>
        [.. await connection.QueryAsync<OutboxRow>(
            """
            select id, key, body, attempts from outbox o
            where receiver = @receiver and state = 'queued' and next_at <= @now
              and not exists (select 1 from outbox p where p.receiver = o.receiver and p.alert = o.alert and p.state = 'queued' and p.id < o.id)
            order by id limit @limit
            """,
            new { receiver, now = now.ToUnixTimeMilliseconds(), limit }).ConfigureAwait(false)];

    /// <summary>What waits for a receiver, and until when.</summary>
    public static async Task<OutboxBacklog> WaitingAsync(SqliteConnection connection, string receiver)
    {
        (long count, long? oldest, long? next) = await connection.QuerySingleAsync<(long, long?, long?)>(
            "select count(*), min(created_at), min(next_at) from outbox where receiver = @receiver and state = 'queued'", new { receiver }).ConfigureAwait(false);
        return new((int)count, Time(oldest), Time(next));

        static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <summary>Writes down how an attempt ended: state sent, dead, or queued with the time of the next one.</summary>
    public static Task MarkAsync(SqliteConnection connection, SqliteTransaction transaction, long id, string state, DateTimeOffset next, string? error) => connection.ExecuteAsync(
        "update outbox set state = @state, attempts = attempts + 1, next_at = @next, last_error = @error where id = @id",
        new { id, state, next = next.ToUnixTimeMilliseconds(), error },
        transaction);

    /// <summary>The same notice to the same receiver has the same key for ever, so that a receiver can tell a repeat.</summary>
    private static string Key(Notice notice, string receiver) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{notice.Alert.Id}\n{notice.Alert.Generation}\n{receiver}\n{notice.Kind}\n{notice.Alert.NotifiedSeverity}{(notice.Repeat == 0 ? "" : $"\n{notice.Repeat}")}")))[..32];
}
