using Dapper;
using EtcdMonitor.Alerts;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>The outbox as a log: rows stay in it after they were sent, as long as alerts are kept.</summary>
internal static class DeliveryTable
{
    /// <summary>As many alerts as one statement is asked for.</summary>
    private const int Chunk = 500;

    /// <summary>All deliveries of some alerts, in the order they were decided in.</summary>
    public static async Task<IReadOnlyList<DeliveryRecord>> ListAsync(SqliteConnection connection, IReadOnlyCollection<string> alerts)
    {
        List<DeliveryRecord> found = [];
        foreach (string[] ids in alerts.Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            IEnumerable<Row> rows = await connection.QueryAsync<Row>(
                """
                select alert, json_extract(body, '$.alert.generation') as generation, json_extract(body, '$.kind') as kind, receiver, state, attempts,
                    last_error as error, created_at as decidedAt, next_at as at
                from outbox where alert in @ids order by id
                """,
                new { ids }).ConfigureAwait(false);
            found.AddRange(rows.Select(row => row.ToRecord()));
        }

        return found;
    }

    private sealed class Row
    {
        public string Alert { get; init; } = "";

        public long Generation { get; init; }

        public string Kind { get; init; } = "";

        public string Receiver { get; init; } = "";

        public string State { get; init; } = "";

        public long Attempts { get; init; }

        public string? Error { get; init; }

        public long DecidedAt { get; init; }

        public long At { get; init; }

        public DeliveryRecord ToRecord() => new(
            Alert, (int)Generation, Enum.Parse<NoticeKind>(Kind, ignoreCase: true), Receiver, Enum.Parse<DeliveryState>(State, ignoreCase: true), (int)Attempts, Error,
            DateTimeOffset.FromUnixTimeMilliseconds(DecidedAt), DateTimeOffset.FromUnixTimeMilliseconds(At));
    }
}
