using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>The SQLite file. One writer at a time, readers never wait for it (WAL).</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteConnection _writer;
    private readonly string _connectionString;

    private Database(string connectionString, SqliteConnection writer) => (_connectionString, _writer) = (connectionString, writer);

    /// <summary>Opens the file, makes it when missing and brings its schema up to date.</summary>
    /// <exception cref="StorageException">It cannot be opened, written or understood; the file is as it was.</exception>
    public static async Task<Database> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        NativeSqlite.Use();
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = true, DefaultTimeout = 5 };
        SqliteConnection? writer = null;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            writer = new SqliteConnection(builder.ToString());
            await writer.OpenAsync(cancellationToken).ConfigureAwait(false);

            // FULL: a notice that was stored is on the disk before it is sent
            await ExecuteAsync(writer, "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on", cancellationToken).ConfigureAwait(false);
            await Migrations.ApplyAsync(writer, time, cancellationToken).ConfigureAwait(false);
            return new Database(builder.ToString(), writer);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or StorageException)
        {
            if (writer is not null)
            {
                await writer.DisposeAsync().ConfigureAwait(false);
            }

            throw new StorageException($"cannot use {path}, {Reason(e)}. Give --storage", e);
        }
    }

    /// <summary>Writes in one transaction; all of it or nothing is kept.</summary>
    public async Task WriteAsync(Func<SqliteConnection, SqliteTransaction, Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteTransaction transaction = (SqliteTransaction)await _writer.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await work(_writer, transaction).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        SqliteConnection reader = new(_connectionString);
        await using (reader.ConfigureAwait(false))
        {
            await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
            return await work(reader).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        SqliteConnection.ClearPool(_writer);
        _turn.Dispose();
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

    private static string Reason(Exception e) => e switch
    {
        StorageException => e.Message,
        SqliteException { SqliteErrorCode: 5 or 6 } => "another process has locked it",
        SqliteException { SqliteErrorCode: 8 } => "it is read-only",
        SqliteException { SqliteErrorCode: 11 or 26 } => "it is no SQLite database or is corrupt",
        SqliteException { SqliteErrorCode: 13 } => "its disk is full",
        SqliteException { SqliteErrorCode: 14 } => "it cannot be opened: does its directory exist, may we write there?",
        UnauthorizedAccessException => "permission denied",
        _ => e.Message.TrimEnd('.'),
    };
}
