using System.Collections.Immutable;
using Dapper;
using EtcdMonitor.Alerts.Incidents;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

/// <summary>Who has which incident. What is answered is on the disk.</summary>
public sealed class AcknowledgementBook
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private ImmutableDictionary<long, Acknowledgement> _all;
    private long _lastIncident;

    private AcknowledgementBook(Database database, ImmutableDictionary<long, Acknowledgement> all, long lastIncident, TimeProvider time, ILogger log) =>
        (_database, _all, _lastIncident, _time, _log) = (database, all, lastIncident, time, log);

    /// <summary>By incident.</summary>
    public IReadOnlyDictionary<long, Acknowledgement> All => Given;

    internal ImmutableDictionary<long, Acknowledgement> Given => Volatile.Read(ref _all);

    internal static Task<AcknowledgementBook> LoadAsync(Database database, TimeProvider time, ILogger log, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            IEnumerable<(long Incident, string Author, string Comment, long At)> rows =
                await connection.QueryAsync<(long, string, string, long)>("select incident, author, comment, at from acknowledgements").ConfigureAwait(false);
            long last = await connection.ExecuteScalarAsync<long>("select number from last_incident").ConfigureAwait(false);
            return new AcknowledgementBook(database, rows.ToImmutableDictionary(r => r.Incident, r => new Acknowledgement(r.Author, r.Comment, DateTimeOffset.FromUnixTimeMilliseconds(r.At))), last, time, log);
        },
        cancellationToken);

    /// <summary>The number of a new incident. One that was never written is free again after a restart: nobody was told of it.</summary>
    internal long NextIncident() => Interlocked.Increment(ref _lastIncident);

    /// <summary>Somebody takes an incident; whoever had it before has it no more.</summary>
    /// <exception cref="StorageException">It could not be stored, and nobody has it by that.</exception>
    public async Task<Acknowledgement> AcknowledgeAsync(long incident, string author, string comment, CancellationToken cancellationToken)
    {
        long at = _time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            await _database.WriteAsync(
                (c, t) => c.ExecuteAsync(
                    "insert into acknowledgements (incident, author, comment, at) values (@incident, @author, @comment, @at) on conflict (incident) do update set author = excluded.author, comment = excluded.comment, at = excluded.at",
                    new { incident, author, comment, at },
                    t),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"the acknowledgement is not stored: the storage takes no writes, {StorageReason.Of(e)}", e);
        }

        Acknowledgement given = new(author, comment, DateTimeOffset.FromUnixTimeMilliseconds(at));
        ImmutableInterlocked.AddOrUpdate(ref _all, incident, given, (_, _) => given);
        Log.Acknowledged(_log, IncidentId.Of(incident), author, comment);
        return given;
    }
}
