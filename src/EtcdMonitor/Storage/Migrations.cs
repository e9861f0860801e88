using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Storage;

/// <summary>Brings the schema up to date, a script at a time, each in a transaction of its own.</summary>
internal static class Migrations
{
    private const string Table = "create table if not exists migrations (version integer primary key, name text not null, checksum text not null, applied_at integer not null)";

    public static async Task ApplyAsync(SqliteConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Table, cancellationToken: cancellationToken)).ConfigureAwait(false);
        Dictionary<int, string> applied = (await connection.QueryAsync<(long Version, string Checksum)>("select version, checksum from migrations").ConfigureAwait(false))
            .ToDictionary(m => (int)m.Version, m => m.Checksum);
        Script[] scripts = [.. Scripts()];
        if (applied.Keys.Any(version => version > scripts[^1].Version))
        {
            throw new StorageException($"it was written by a newer etcd-monitor (schema {applied.Keys.Max()}, this one knows {scripts[^1].Version}). Run that version, or give another file");
        }

        foreach (Script script in scripts)
        {
            if (applied.TryGetValue(script.Version, out string? checksum))
            {
                if (checksum != script.Checksum)
                {
                    throw new StorageException($"its schema {script.Version} ({script.Name}) is not the one of this etcd-monitor. Run the version that wrote it, or give another file");
                }

                continue;
            }

            SqliteTransaction transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await connection.ExecuteAsync(new CommandDefinition(script.Sql, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
                await connection.ExecuteAsync(new CommandDefinition(
                    "insert into migrations (version, name, checksum, applied_at) values (@Version, @Name, @Checksum, @At)",
                    new { script.Version, script.Name, script.Checksum, At = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    transaction,
                    cancellationToken: cancellationToken)).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Embedded as <c>EtcdMonitor.Storage.Migrations.0001_initial.sql</c>.</summary>
    private static IEnumerable<Script> Scripts()
    {
        Assembly assembly = typeof(Migrations).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string[] parts = resource.Split('.')[^2].TrimStart('_').Split('_', 2);
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            string sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            yield return new(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        }
    }

    private sealed record Script(int Version, string Name, string Sql, string Checksum);
}
