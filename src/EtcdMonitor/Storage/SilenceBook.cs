using System.Collections.Immutable;
using EtcdMonitor.Alerts.Silences;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

/// <summary>All silences. What is answered is on the disk: a silence survives the process that made it.</summary>
public sealed class SilenceBook
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private ImmutableArray<Silence> _current;

    private SilenceBook(Database database, ImmutableArray<Silence> current, TimeProvider time, ILogger log) => (_database, _current, _time, _log) = (database, current, time, log);

    /// <summary>Those that hold or will, as the alerts of the next round are held against.</summary>
    public IReadOnlyList<Silence> Current => Unended;

    internal ImmutableArray<Silence> Unended
    {
        get
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _current.Where(silence => silence.EndsAt > now)];
        }
    }

    internal static async Task<SilenceBook> LoadAsync(Database database, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<Silence> current = await database.ReadAsync(c => SilenceTable.ListAsync(c, now, int.MaxValue), cancellationToken).ConfigureAwait(false);
        return new(database, [.. current], time, log);
    }

    /// <summary>Makes a silence; it holds from the next round on.</summary>
    /// <exception cref="ArgumentException">It cannot be made: see <see cref="NewSilence.Problems"/>.</exception>
    /// <exception cref="StorageException">It could not be stored and does not hold.</exception>
    public async Task<Silence> AddAsync(NewSilence wanted, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Now();
        if (string.Join("; ", wanted.Problems(now)) is { Length: > 0 } problems)
        {
            throw new ArgumentException(problems, nameof(wanted));
        }

        long number = 0;
        wanted = wanted with { StartsAt = wanted.StartsAt < now ? now : wanted.StartsAt };
        await WriteAsync(async (c, t) => number = await SilenceTable.AddAsync(c, t, wanted, now).ConfigureAwait(false), "not made", cancellationToken).ConfigureAwait(false);
        Silence made = (await FindAsync(number, cancellationToken).ConfigureAwait(false))!;
        ImmutableInterlocked.Update(ref _current, current => [.. current.Where(silence => silence.EndsAt > now), made]);
        Log.Silenced(_log, made.Id, made.Author, string.Join(' ', made.Matchers), made.StartsAt, made.EndsAt, made.Comment);
        return made;
    }

    /// <summary>Ends a silence now; one that has ended stays as it is.</summary>
    /// <returns>The silence; null: there is none of that number.</returns>
    /// <exception cref="StorageException">It could not be stored and goes on.</exception>
    public async Task<Silence?> ExpireAsync(long number, string by, CancellationToken cancellationToken)
    {
        DateTimeOffset now = Now();
        Silence? before = await FindAsync(number, cancellationToken).ConfigureAwait(false);
        if (before is null || before.EndsAt <= now)
        {
            return before;
        }

        await WriteAsync((c, t) => SilenceTable.ExpireAsync(c, t, number, by, now), "not ended", cancellationToken).ConfigureAwait(false);
        ImmutableInterlocked.Update(ref _current, current => [.. current.Where(silence => silence.Number != number)]);
        Log.SilenceExpired(_log, before.Id, by);
        return before with { StartsAt = before.StartsAt < now ? before.StartsAt : now, EndsAt = now, ExpiredBy = by };
    }

    /// <summary>The newest first. Ended ones are among them as long as the history of alerts is kept.</summary>
    public Task<IReadOnlyList<Silence>> ListAsync(bool ended, int limit, CancellationToken cancellationToken) =>
        _database.ReadAsync(c => SilenceTable.ListAsync(c, ended ? DateTimeOffset.UnixEpoch : _time.GetUtcNow(), limit), cancellationToken);

    private Task<Silence?> FindAsync(long number, CancellationToken cancellationToken) => _database.ReadAsync(c => SilenceTable.FindAsync(c, number), cancellationToken);

    /// <summary>To the millisecond, as it is stored.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task WriteAsync(Func<SqliteConnection, SqliteTransaction, Task> work, string outcome, CancellationToken cancellationToken)
    {
        try
        {
            await _database.WriteAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"the silence is {outcome}: the storage takes no writes, {StorageReason.Of(e)}", e);
        }
    }
}
