using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

/// <summary>Deletes what is older than asked for, once an hour.</summary>
internal sealed class Retention(Database database, StorageOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Period, time);
        do
        {
            try
            {
                await database.WriteAsync(PruneAsync, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException e)
            {
                Log.PruneFailed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task PruneAsync(SqliteConnection connection, SqliteTransaction transaction)
    {
        await DeleteAsync("delete from samples where at < @before", options.KeepMetrics).ConfigureAwait(false);
        await DeleteAsync("delete from events where at < @before", options.KeepEvents).ConfigureAwait(false);
        await DeleteAsync("delete from alerts where status = 'Resolved' and resolved_at < @before", options.KeepAlerts).ConfigureAwait(false);
        await DeleteAsync("delete from outbox where state <> 'queued' and created_at < @before", options.KeepAlerts).ConfigureAwait(false);
        await DeleteAsync("delete from silences where ends_at < @before", options.KeepAlerts).ConfigureAwait(false);
        await DeleteAsync("delete from acknowledgements where at < @before and not exists (select 1 from alerts a where a.incident = acknowledgements.incident)", options.KeepAlerts).ConfigureAwait(false);

        Task DeleteAsync(string sql, TimeSpan keep) =>
            connection.ExecuteAsync(sql, new { before = (time.GetUtcNow() - keep).ToUnixTimeMilliseconds() }, transaction);
    }
}
