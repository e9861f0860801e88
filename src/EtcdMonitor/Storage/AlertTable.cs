using Dapper;
using EtcdMonitor.Alerts;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Alerts, a row per generation.</summary>
internal static class AlertTable
{
    public static Task SaveAsync(SqliteConnection connection, SqliteTransaction transaction, Alert alert) => connection.ExecuteAsync(
        """
        insert into alerts (id, generation, cluster, rule, status, fired_at, resolved_at, incident, body)
        values (@Id, @Generation, @Cluster, @Rule, @Status, @FiredAt, @ResolvedAt, @Incident, @Body)
        on conflict (id, generation) do update set status = excluded.status, resolved_at = excluded.resolved_at, incident = excluded.incident, body = excluded.body;
        update last_incident set number = @Incident where number < @Incident
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
            alert.Incident,
            Body = StoredJson.Write(alert),
        },
        transaction);

    /// <summary>The newest generation of each alert that is remembered.</summary>
    public static async Task<IReadOnlyList<Alert>> NewestAsync(SqliteConnection connection, string cluster) =>
        [.. (await connection.QueryAsync<string>(
            "select body from alerts a where cluster = @cluster and generation = (select max(generation) from alerts b where b.id = a.id)",
            new { cluster }).ConfigureAwait(false)).Select(StoredJson.Read<Alert>)];

    /// <summary>What is asked for, the newest first.</summary>
    public static async Task<IReadOnlyList<Alert>> ListAsync(SqliteConnection connection, AlertQuery query) =>
        [.. (await connection.QueryAsync<string>(
            """
            select body from alerts
            where (@Cluster is null or cluster = @Cluster) and (@Rule is null or rule = @Rule) and (@Incident is null or incident = @Incident)
              and (@Member is null or json_extract(body, '$.finding.member') = @Member) and (@Severity is null or json_extract(body, '$.finding.severity') = @Severity)
              and (@Since is null or fired_at >= @Since) and (@Until is null or fired_at < @Until)
            order by fired_at desc limit @Limit
            """,
            new
            {
                query.Cluster,
                query.Rule,
                query.Incident,
                query.Member,
                Severity = query.Severity?.ToString().ToLowerInvariant(),
                Since = query.Since?.ToUnixTimeMilliseconds(),
                Until = query.Until?.ToUnixTimeMilliseconds(),
                query.Limit,
            }).ConfigureAwait(false)).Select(StoredJson.Read<Alert>)];
}
