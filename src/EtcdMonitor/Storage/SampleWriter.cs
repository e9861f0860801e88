using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Writes samples in the background: the loop never waits for the disk. When the disk cannot keep up, the oldest samples go first, and the log says so.</summary>
internal sealed class SampleWriter
{
    /// <summary>Batches in memory: about an hour of one cluster at the default period.</summary>
    private const int Buffer = 360;

    private readonly Dictionary<(string Cluster, string Member, string Name), long> _series = [];
    private readonly Database _database;
    private readonly Channel<IReadOnlyList<Sample>> _batches;

    public SampleWriter(Database database)
    {
        _database = database;
        _batches = Channel.CreateBounded<IReadOnlyList<Sample>>(new BoundedChannelOptions(Buffer) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Dropped);
        database.Metrics.FollowSamples(() => _batches.Reader.Count);
    }

    /// <summary>Takes a batch.</summary>
    public void Add(IReadOnlyList<Sample> samples) => _batches.Writer.TryWrite(samples);

    /// <summary>No more batches: <see cref="RunAsync"/> writes what is there and ends.</summary>
    public void Complete() => _batches.Writer.TryComplete();

    /// <summary>Writes until <see cref="Complete"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _batches.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            List<Sample> samples = [];
            while (_batches.Reader.TryRead(out IReadOnlyList<Sample>? batch))
            {
                samples.AddRange(batch);
            }

            try
            {
                await _database.WriteAsync((connection, transaction) => InsertAsync(connection, transaction, samples), cancellationToken).ConfigureAwait(false);
                _database.Metrics.Batch(StorageMetrics.Samples, samples.Count);
            }
            catch (SqliteException)
            {
                _series.Clear();
                _database.Metrics.Dropped(StorageMetrics.Samples, samples.Count); // the database has told it once: a line for each batch would bury the rest
            }
        }
    }

    private void Dropped(IReadOnlyList<Sample> samples)
    {
        _database.Metrics.Dropped(StorageMetrics.Samples, samples.Count);
        _database.Health.DropsSamples();
    }

    private async Task InsertAsync(SqliteConnection connection, SqliteTransaction transaction, List<Sample> samples)
    {
        foreach (Sample sample in samples)
        {
            long series = await SeriesAsync(connection, transaction, sample).ConfigureAwait(false);
            await connection.ExecuteAsync(
                "insert or replace into samples (series, at, value) values (@series, @At, @Value)",
                new { series, At = sample.At.ToUnixTimeMilliseconds(), sample.Value },
                transaction).ConfigureAwait(false);
        }
    }

    private async Task<long> SeriesAsync(SqliteConnection connection, SqliteTransaction transaction, Sample sample)
    {
        (string, string, string) key = (sample.Cluster, sample.Member, sample.Name);
        if (!_series.TryGetValue(key, out long id))
        {
            // the update that changes nothing makes "returning" answer for a row that was there
            id = await connection.ExecuteScalarAsync<long>(
                "insert into series (cluster, member, name) values (@Cluster, @Member, @Name) on conflict (cluster, member, name) do update set name = excluded.name returning id",
                new { sample.Cluster, sample.Member, sample.Name },
                transaction).ConfigureAwait(false);
            _series[key] = id;
        }

        return id;
    }
}
