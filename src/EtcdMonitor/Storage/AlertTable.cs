using Dapper;
using EtcdMonitor.Alerts;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Alerts, a row per generation.</summary>
internal static class AlertTable
{
    public static Task SaveAsync(SqliteConnection connection, SqliteTransaction transaction, Alert alert) => connection.ExecuteAsync(
        """
        insert into alerts (id, generation, cluster, rule, status, fired_at, resolved_at, body)
        values (@Id, @Generation, @Cluster, @Rule, @Status, @FiredAt, @ResolvedAt, @Body)
        on conflict (id, generation) do update set status = excluded.status, resolved_at = excluded.resolved_at, body = excluded.body
        """,
        new
        {
            alert.Id,
            alert.Generation,
            alert.Cluster,
            alert.Finding.Rule,
            Status = alert.Status.ToString(),
            FiredAt = alert.FiredAt?.ToUnixTimeMilliseconds(),
            ResolvedAt = alert.ResolvedAt?.ToUnixTimeMilliseconds(),
            Body = StoredJson.Write(alert),
        },
        transaction);

    /// <summary>The newest generation of each alert that is remembered.</summary>
    public static async Task<IReadOnlyList<Alert>> NewestAsync(SqliteConnection connection, string cluster) =>
        [.. (await connection.QueryAsync<string>(
            "select body from alerts a where cluster = @cluster and generation = (select max(generation) from alerts b where b.id = a.id)",
            new { cluster }).ConfigureAwait(false)).Select(StoredJson.Read<Alert>)];

    public static async Task<IReadOnlyList<Alert>> ListAsync(SqliteConnection connection, string? cluster, int limit) =>
        [.. (await connection.QueryAsync<string>(
            "select body from alerts where (@cluster is null or cluster = @cluster) order by fired_at desc limit @limit",
            new { cluster, limit }).ConfigureAwait(false)).Select(StoredJson.Read<Alert>)];
}
