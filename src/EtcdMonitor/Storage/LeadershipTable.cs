using Dapper;
using Etcd.Client;
using EtcdMonitor.State;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>The last leader of each cluster and how often it changed: survives restarts of the monitor.</summary>
internal static class LeadershipTable
{
    public static Task SaveAsync(SqliteConnection connection, SqliteTransaction transaction, string cluster, Leadership leadership) => connection.ExecuteAsync(
        """
        insert into leadership (cluster, leader, name, term, since, changes, last_change, recent, history)
        values (@cluster, @Leader, @Name, @Term, @Since, @Changes, @LastChange, @Recent, @History)
        on conflict (cluster) do update set leader = excluded.leader, name = excluded.name, term = excluded.term, since = excluded.since,
            changes = excluded.changes, last_change = excluded.last_change, recent = excluded.recent, history = excluded.history
        """,
        new
        {
            cluster,
            Leader = leadership.LastLeader?.ToString(),
            leadership.Name,
            Term = (long)leadership.Term,
            Since = leadership.Since?.ToUnixTimeMilliseconds(),
            leadership.Changes,
            LastChange = leadership.LastChange?.ToUnixTimeMilliseconds(),
            Recent = StoredJson.Write(leadership.RecentChanges.Select(at => at.ToUnixTimeMilliseconds())),
            History = StoredJson.Write(leadership.History.Select(Stored.Of)),
        },
        transaction);

    public static async Task<Leadership?> LoadAsync(SqliteConnection connection, string cluster)
    {
        Row? row = await connection.QuerySingleOrDefaultAsync<Row>(
            "select leader, term, since, changes, last_change as lastChange, recent, history from leadership where cluster = @cluster", new { cluster }).ConfigureAwait(false);
        return row is null ? null : new()
        {
            LastLeader = row.Leader is null ? null : MemberId.Parse(row.Leader),
            Term = (ulong)row.Term,
            Changes = (int)row.Changes,
            LastChange = Time(row.LastChange),
            Since = Time(row.Since),
            RecentChanges = [.. StoredJson.Read<long[]>(row.Recent).Select(DateTimeOffset.FromUnixTimeMilliseconds)],
            History = [.. StoredJson.Read<Stored[]>(row.History).Select(stored => stored.ToReign())],
        };
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private sealed class Row
    {
        public string? Leader { get; init; }

        public long Term { get; init; }

        public long? Since { get; init; }

        public long Changes { get; init; }

        public long? LastChange { get; init; }

        public string Recent { get; init; } = "[]";

        public string History { get; init; } = "[]";
    }

    /// <summary>A reign as the column holds it: ids in hex, times as elsewhere in the file.</summary>
    private sealed record Stored(string Leader, string? Name, ulong Term, long From, long? To, double? WithoutLeaderMs)
    {
        public static Stored Of(Reign reign) => new(
            reign.Leader.ToString(), reign.Name, reign.Term, reign.From.ToUnixTimeMilliseconds(), reign.To?.ToUnixTimeMilliseconds(), reign.WithoutLeader?.TotalMilliseconds);

        public Reign ToReign() => new(
            MemberId.Parse(Leader), Name, Term, DateTimeOffset.FromUnixTimeMilliseconds(From), Time(To), WithoutLeaderMs is { } gap ? TimeSpan.FromMilliseconds(gap) : null);
    }
}
