using System.Collections.Immutable;
using Dapper;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Silences, a row each; ended ones stay until the retention takes them.</summary>
internal static class SilenceTable
{
    private const string Columns = "select number, starts_at as StartsAt, ends_at as EndsAt, matchers, author, comment, created_at as CreatedAt, expired_by as ExpiredBy from silences";

    /// <summary>Adds it; returns its number.</summary>
    public static Task<long> AddAsync(SqliteConnection connection, SqliteTransaction transaction, NewSilence silence, DateTimeOffset now) => connection.ExecuteScalarAsync<long>(
        """
        insert into silences (starts_at, ends_at, matchers, author, comment, created_at)
        values (@StartsAt, @EndsAt, @Matchers, @Author, @Comment, @Now) returning number
        """,
        new
        {
            StartsAt = silence.StartsAt.ToUnixTimeMilliseconds(),
            EndsAt = silence.EndsAt.ToUnixTimeMilliseconds(),
            Matchers = StoredJson.Write(silence.Matchers),
            silence.Author,
            silence.Comment,
            Now = now.ToUnixTimeMilliseconds(),
        },
        transaction);

    /// <summary>Ends it now; nothing changes when it has ended.</summary>
    public static Task ExpireAsync(SqliteConnection connection, SqliteTransaction transaction, long number, string by, DateTimeOffset now) => connection.ExecuteAsync(
        "update silences set starts_at = min(starts_at, @now), ends_at = @now, expired_by = @by where number = @number and ends_at > @now",
        new { number, by, now = now.ToUnixTimeMilliseconds() },
        transaction);

    /// <summary>The silence of that number; null: there is none.</summary>
    public static async Task<Silence?> FindAsync(SqliteConnection connection, long number) =>
        (await connection.QuerySingleOrDefaultAsync<Row>($"{Columns} where number = @number", new { number }).ConfigureAwait(false))?.ToSilence();

    /// <summary>Those that end after a time, the newest first.</summary>
    public static async Task<IReadOnlyList<Silence>> ListAsync(SqliteConnection connection, DateTimeOffset after, int limit) =>
        [.. (await connection.QueryAsync<Row>($"{Columns} where ends_at > @after order by number desc limit @limit", new { after = after.ToUnixTimeMilliseconds(), limit }).ConfigureAwait(false)).Select(row => row.ToSilence())];

    private sealed class Row
    {
        public long Number { get; init; }

        public long StartsAt { get; init; }

        public long EndsAt { get; init; }

        public string Matchers { get; init; } = "";

        public string Author { get; init; } = "";

        public string Comment { get; init; } = "";

        public long CreatedAt { get; init; }

        public string? ExpiredBy { get; init; }

        public Silence ToSilence() => new()
        {
            Number = Number,
            StartsAt = DateTimeOffset.FromUnixTimeMilliseconds(StartsAt),
            EndsAt = DateTimeOffset.FromUnixTimeMilliseconds(EndsAt),
            Matchers = StoredJson.Read<ImmutableArray<Matcher>>(Matchers),
            Author = Author,
            Comment = Comment,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            ExpiredBy = ExpiredBy,
        };
    }
}
