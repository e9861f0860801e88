using System.Diagnostics;
using System.Globalization;
using Dapper;
using Etcd.Testing;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Faults.Crash;

/// <summary>Kills the writer in the middle of its work, again and again on the same file. What it told as stored is there, no round is there by half, and SQLite finds nothing wrong.</summary>
/// <param name="seed">Chooses the moments.</param>
internal sealed class CrashRun(int seed)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(60);
    private readonly Random _random = new(seed);

    /// <summary>Runs it; throws at the first damage.</summary>
    /// <returns>How many rounds were written in all.</returns>
    public async Task<long> RunAsync(int times, Action<string> progress, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("monitor.db");
        long rounds = 0;
        for (int i = 1; i <= times; i++)
        {
            long told = await KillOneAsync(path, cancellationToken);
            rounds = await LookAsync(path, Math.Max(told, rounds), cancellationToken);
            if (i % 20 == 0)
            {
                progress(string.Create(CultureInfo.InvariantCulture, $"{i} kills, {rounds} rounds, all whole"));
            }
        }

        return rounds;
    }

    /// <summary>Starts a writer and kills it some time after it has begun; the last round that it told.</summary>
    private async Task<long> KillOneAsync(string path, CancellationToken cancellationToken)
    {
        using Process writer = ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Faults.dll"), "write", path]);
        long told = 0;
        try
        {
            told = long.Parse((await writer.StandardOutput.ReadLineAsync(cancellationToken)).ShouldNotBeNull(), CultureInfo.InvariantCulture); // it is at work, and its code is compiled
            using CancellationTokenSource moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            moment.CancelAfter(Longest * _random.NextDouble());
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, moment.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            writer.Kill();
        }

        while (await writer.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            // the last line may be cut, and then it is another number
            told = long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long round) && round == told + 1 ? round : told;
        }

        await writer.WaitForExitAsync(cancellationToken);
        return told;
    }

    private static async Task<long> LookAsync(string path, long told, CancellationToken cancellationToken)
    {
        await using Database database = await Database.OpenAsync(path, TimeProvider.System, NullLogger.Instance, cancellationToken);
        return await database.ReadAsync(
            async connection =>
            {
                (await Number<string>(connection, "pragma integrity_check")).ShouldBe("ok");
                long rounds = await Number<long?>(connection, "select changes from leadership") ?? 0;
                rounds.ShouldBeGreaterThanOrEqualTo(told, "what was told as stored is there");
                (await Number<long>(connection, "select count(*) from events")).ShouldBe(rounds * CrashWriter.EventsPerRound);
                (await Number<long>(connection, "select count(*) from outbox")).ShouldBe(rounds);
                (await Number<long>(connection, "select count(*) from alerts")).ShouldBe(rounds);
                (await Number<long>(connection, "select count(*) from (select at from samples group by at having count(*) % 50 <> 0)")).ShouldBe(0, "a batch of samples is whole too");
                return rounds;
            },
            cancellationToken);
    }

    private static async Task<T?> Number<T>(SqliteConnection connection, string sql) => await connection.ExecuteScalarAsync<T>(sql);
}
