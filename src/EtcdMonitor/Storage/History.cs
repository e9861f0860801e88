using Dapper;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Storage;

/// <summary>Queries over what is stored.</summary>
public sealed class History
{
    private readonly Database _database;

    internal History(Database database) => _database = database;

    /// <summary>Events, newest first. <paramref name="cluster"/> null: of all clusters. <paramref name="after"/>: only ids above it, oldest first then.</summary>
    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string? cluster, long? after, int limit, CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<MonitorEvent>>(
        async connection =>
        {
            const string Columns = "select id, at, cluster, kind, severity, member, text from events where (@cluster is null or cluster = @cluster)";
            string sql = after is null ? $"{Columns} order by id desc limit @limit" : $"{Columns} and id > @after order by id limit @limit";
            return [.. (await connection.QueryAsync<EventRow>(sql, new { cluster, after, limit }).ConfigureAwait(false)).Select(row => row.ToEvent())];
        },
        cancellationToken);

    /// <summary>Alerts that fired, newest first, resolved ones too. <paramref name="cluster"/> null: of all clusters.</summary>
    public Task<IReadOnlyList<Alert>> AlertsAsync(string? cluster, int limit, CancellationToken cancellationToken) =>
        AlertsAsync(new AlertQuery { Cluster = cluster, Limit = limit }, cancellationToken);

    /// <summary>Alerts that fired, newest first, resolved ones too.</summary>
    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertQuery query, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => AlertTable.ListAsync(connection, query), cancellationToken);

    /// <summary>Who was told of some alerts, by their ids, and how it went; in the order it was decided in.</summary>
    public Task<IReadOnlyList<DeliveryRecord>> DeliveriesAsync(IReadOnlyCollection<string> alerts, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => DeliveryTable.ListAsync(connection, alerts), cancellationToken);

    /// <summary>Events of a cluster between two times, oldest first; of more than <paramref name="limit"/> the oldest.</summary>
    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<MonitorEvent>>(
        async connection => [.. (await connection.QueryAsync<EventRow>(
            "select id, at, cluster, kind, severity, member, text from events where cluster = @cluster and at between @from and @to order by id limit @limit",
            new { cluster, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), limit }).ConfigureAwait(false)).Select(row => row.ToEvent())],
        cancellationToken);

    private sealed class EventRow
    {
        public long Id { get; init; }

        public long At { get; init; }

        public string Cluster { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Severity { get; init; } = "";

        public string? Member { get; init; }

        public string Text { get; init; } = "";

        public MonitorEvent ToEvent() => new(Id, DateTimeOffset.FromUnixTimeMilliseconds(At), Cluster, Kind, Enum.Parse<Severity>(Severity), Member, Text);
    }
}
