using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace EtcdMonitor.Storage;

/// <summary>The SQLite file. One writer at a time, readers never wait for it (WAL).</summary>
internal sealed class Database : IAsyncDisposable
{
    // Each connection has a page cache of its own, 2 MB by SQLite's default, and the pool keeps as many as were ever open at once:
    // a storm of readers grew the process by 16 MB for good. Reads are short, so that more at once than cores do not go faster anyway.
    private const int Readers = 4;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _reading = new(Readers, Readers);
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private SqliteConnection _writer;

    private Database(string path, SqliteConnection writer, TimeProvider time, ILogger log) =>
        (_path, _writer, _time, _log, Health) = (path, writer, time, log, new StorageHealth(time, log));

    /// <summary>Whether writes succeed.</summary>
    public StorageHealth Health { get; }

    /// <summary>How it does.</summary>
    public StorageMetrics Metrics { get; } = new();

    /// <summary>Opens the file, makes it when missing and brings its schema up to date.</summary>
    /// <exception cref="StorageException">It cannot be opened, written or understood; the file is as it was.</exception>
    public static async Task<Database> OpenAsync(string path, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        NativeSqlite.Use();
        SqliteConnection? writer = null;
        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            writer = await WriterAsync(full, cancellationToken).ConfigureAwait(false);
            await Migrations.ApplyAsync(writer, time, cancellationToken).ConfigureAwait(false);

            // a file that may only be read opens like any other: to take the lock of a writer is what fails
            await ExecuteAsync(writer, "begin immediate; rollback", cancellationToken).ConfigureAwait(false);
            return new Database(full, writer, time, log);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or StorageException)
        {
            if (writer is not null)
            {
                await writer.DisposeAsync().ConfigureAwait(false);
                SqliteConnection.ClearPool(writer);
            }

            throw new StorageException($"cannot use {path}, {StorageReason.Of(e)}. Give --storage", e);
        }
    }

    /// <summary>Writes in one transaction; all of it or nothing is kept.</summary>
    public async Task WriteAsync(Func<SqliteConnection, SqliteTransaction, Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        long started = _time.GetTimestamp();
        try
        {
            await RestoreWhenGoneAsync(cancellationToken).ConfigureAwait(false);
            SqliteTransaction transaction = (SqliteTransaction)await _writer.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await work(_writer, transaction).ConfigureAwait(false);
                await CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
            }

            Health.Worked();
            Metrics.Written("ok", _time.GetElapsedTime(started));
        }
        catch (SqliteException e)
        {
            Health.Failed(e);
            Metrics.Written(StorageReason.Word(e), _time.GetElapsedTime(started));
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads on a connection of its own, once one of the few is free.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteConnection reader = new(ConnectionString(_path, SqliteOpenMode.ReadWrite)); // never makes the file: one that is gone is for the writer to restore
            await using (reader.ConfigureAwait(false))
            {
                await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
                return await work(reader).ConfigureAwait(false);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        Metrics.Dispose();
        _turn.Dispose();
        _reading.Dispose();
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = true, DefaultTimeout = 5 }.ToString();

    private static async Task<SqliteConnection> WriterAsync(string path, CancellationToken cancellationToken)
    {
        SqliteConnection writer = new(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
        try
        {
            await writer.OpenAsync(cancellationToken).ConfigureAwait(false);

            // FULL: a notice that was stored is on the disk before it is sent
            await ExecuteAsync(writer, "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on", cancellationToken).ConfigureAwait(false);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            SqliteConnection.ClearPool(writer);
            throw;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        SqliteCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // the text is ours, no input is in it
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Somebody deleted the file under us: all of it is still there behind our handle, and would be gone with this process. So it is written anew.</summary>
    private async Task RestoreWhenGoneAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_path))
        {
            return;
        }

        try
        {
            string copy = _path + ".restored";
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.Delete(copy);
            await ExecuteAsync(_writer, $"vacuum into '{copy.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken).ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);

            // what they hold belongs to the file that is gone and is in the copy
            File.Delete(_path + "-wal");
            File.Delete(_path + "-shm");
            File.Move(copy, _path);
            _writer = await WriterAsync(_path, cancellationToken).ConfigureAwait(false);
            Log.Restored(_log, _path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException(StorageReason.Of(e), 14);
        }
    }

    private async Task CommitAsync(SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException) when (raw.sqlite3_get_autocommit(_writer.Handle) != 0)
        {
            // A full disk made SQLite take the transaction back by itself. Microsoft.Data.Sqlite does not notice in a commit: its own rollback would find none, fail,
            // and leave a connection that refuses every further transaction. So it gets one to roll back.
            await ExecuteAsync(_writer, "begin", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task CloseAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearPool(_writer);
        using SqliteConnection reader = new(ConnectionString(_path, SqliteOpenMode.ReadWrite));
        SqliteConnection.ClearPool(reader);
    }
}
