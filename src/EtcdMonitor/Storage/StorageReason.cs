using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Failures of SQLite and of the file system in words that go on after the name of the file. Numbers: sqlite.org/rescode.html.</summary>
internal static class StorageReason
{
    public static string Of(Exception error) => error switch
    {
        StorageException => error.Message,
        SqliteException { SqliteErrorCode: 5 or 6 } => "another process has locked it",
        SqliteException { SqliteErrorCode: 8 } => "it is read-only",
        SqliteException { SqliteErrorCode: 10 } => "its disk fails to read or write",
        SqliteException { SqliteErrorCode: 11 or 26 } => "it is no SQLite database or is corrupt",
        SqliteException { SqliteErrorCode: 13 } => "its disk is full",
        SqliteException { SqliteErrorCode: 14 } => "it cannot be opened; its directory has to be there and to take writes",
        UnauthorizedAccessException => "permission denied",
        IOException { HResult: 28 } => "its disk is full", // ENOSPC
        IOException { HResult: 30 } => "it is read-only", // EROFS
        _ => error.Message.TrimEnd('.'),
    };

    /// <summary>The same in one word, for figures.</summary>
    public static string Word(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => "locked",
        8 => "read_only",
        10 => "disk_error",
        11 or 26 => "corrupt",
        13 => "full",
        14 => "cannot_open",
        _ => "other",
    };
}
