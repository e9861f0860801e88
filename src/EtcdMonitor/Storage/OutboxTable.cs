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
        "insert into outbox (key, receiver, alert, body, batch, created_at, next_at) values (@Key, @receiver, @Alert, @Body, @Batch, @Now, @Now) on conflict (key) do nothing",
        new { Key = Key(notice, receiver), receiver, Alert = notice.Alert.Id, Body = StoredJson.Write(notice), notice.Batch, Now = now.ToUnixTimeMilliseconds() },
        transaction);

    /// <summary>Due deliveries of a receiver, oldest first, only the oldest of each alert: its order is kept.</summary>
    public static async Task<IReadOnlyList<OutboxRow>> DueAsync(SqliteConnection connection, string receiver, DateTimeOffset now, int limit) =>
        [.. await connection.QueryAsync<OutboxRow>(
            """
            select id, key, body, attempts, batch, created_at as CreatedAt, began_at as BeganAt from outbox o
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

    /// <summary>An attempt begins: until its end is written down, nobody knows whether it arrived.</summary>
    public static Task BeginAsync(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<long> ids, DateTimeOffset now) =>
        connection.ExecuteAsync("update outbox set began_at = @now where id in @ids", new { ids, now = now.ToUnixTimeMilliseconds() }, transaction);

    /// <summary>Writes down how an attempt ended: state sent, dead, or queued with the time of the next one.</summary>
    public static Task MarkAsync(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<long> ids, string state, DateTimeOffset next, string? error, bool unsure = false) => connection.ExecuteAsync(
        "update outbox set state = @state, attempts = attempts + 1, next_at = @next, last_error = @error, began_at = case when @unsure then began_at end where id in @ids",
        new { ids, state, next = next.ToUnixTimeMilliseconds(), error, unsure },
        transaction);

    public static Task<bool> AnyOffAsync(SqliteConnection connection, IReadOnlyList<string> channelsOn, DateTimeOffset before) => connection.ExecuteScalarAsync<bool>(
        "select exists (select 1 from outbox where state = 'queued' and created_at < @before and receiver not in @channelsOn)", new { channelsOn, before = before.ToUnixTimeMilliseconds() });

    /// <summary>Gives up what nobody delivers because its channel is off, once it is older than <paramref name="before"/>.</summary>
    public static Task<int> GiveUpOffAsync(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<string> channelsOn, DateTimeOffset before, DateTimeOffset now, string error) => connection.ExecuteAsync(
        "update outbox set state = 'dead', next_at = @now, last_error = @error where state = 'queued' and created_at < @before and receiver not in @channelsOn",
        new { channelsOn, before = before.ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds(), error },
        transaction);

    /// <summary>Channels that gave notices up since <paramref name="since"/> and delivered none after that.</summary>
    public static async Task<IReadOnlyList<DeliveryTrouble>> TroublesAsync(SqliteConnection connection, DateTimeOffset since) =>
        [.. (await connection.QueryAsync<(string Channel, long Count, long First, string? Reason)>(
            """
            select d.receiver, count(*), min(d.next_at), (select e.last_error from outbox e where e.receiver = d.receiver and e.state = 'dead' order by e.next_at desc, e.id desc limit 1)
            from outbox d
            where d.state = 'dead' and d.next_at >= @since and not exists (select 1 from outbox s where s.receiver = d.receiver and s.state = 'sent' and s.next_at > d.next_at)
            group by d.receiver order by d.receiver
            """,
            new { since = since.ToUnixTimeMilliseconds() }).ConfigureAwait(false))
            .Select(row => new DeliveryTrouble(row.Channel, (int)row.Count, DateTimeOffset.FromUnixTimeMilliseconds(row.First), row.Reason ?? ""))];

    /// <summary>Adds a heartbeat; one that still waits is tried again instead. Those that were taken before <paramref name="before"/> are deleted.</summary>
    public static async Task BeatAsync(SqliteConnection connection, SqliteTransaction transaction, Notice beat, string receiver, DateTimeOffset now, DateTimeOffset before)
    {
        var at = new { receiver, now = now.ToUnixTimeMilliseconds(), before = before.ToUnixTimeMilliseconds() };
        await connection.ExecuteAsync("delete from outbox where receiver = @receiver and state = 'sent' and created_at < @before", at, transaction).ConfigureAwait(false);
        if (await connection.ExecuteAsync("update outbox set next_at = min(next_at, @now) where receiver = @receiver and state = 'queued'", at, transaction).ConfigureAwait(false) == 0)
        {
            await AddAsync(connection, transaction, beat, receiver, now).ConfigureAwait(false);
        }
    }

    /// <summary>The key of a message of several.</summary>
    public static string KeyOf(IEnumerable<string> keys) => Hash(string.Join('\n', keys));

    /// <summary>The same notice to the same receiver has the same key for ever, so that a receiver can tell a repeat.</summary>
    private static string Key(Notice notice, string receiver) => Hash($"{notice.Alert.Id}\n{notice.Alert.Generation}\n{receiver}\n{notice.Kind}\n{notice.Alert.NotifiedSeverity}{(notice.Repeat == 0 ? "" : $"\n{notice.Repeat}")}{(notice.Escalated ? "\nescalated" : "")}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
