using Dapper;
using Etcd.Testing;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_file_gets_its_folder_its_schema_and_write_ahead_logging()
    {
        await using Database database = await OpenAsync("deep/below/monitor.db");

        (await database.ReadAsync(c => c.ExecuteScalarAsync<string>("pragma journal_mode"), _cancel)).ShouldBe("wal");
        (await database.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from migrations"), _cancel)).ShouldBe(typeof(Database).Assembly.GetManifestResourceNames().LongCount(name => name.EndsWith(".sql", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Opening_again_changes_nothing_and_keeps_everything()
    {
        await using (Database database = await OpenAsync("monitor.db"))
        {
            await database.WriteAsync((c, t) => c.ExecuteAsync("insert into series (cluster, member, name) values ('a', 'b', 'c')", transaction: t), _cancel);
        }

        await using Database again = await OpenAsync("monitor.db");
        (await again.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from series"), _cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_storm_of_readers_keeps_few_connections()
    {
        await using Database database = await OpenAsync("monitor.db");
        int reading = 0;
        int most = 0;
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<long>[] storm = [.. Enumerable.Range(0, 50).Select(_ => database.ReadAsync(
            async connection =>
            {
                int now = Interlocked.Increment(ref reading);
                most = Math.Max(most, now);
                await go.Task;
                Interlocked.Decrement(ref reading);
                return await connection.ExecuteScalarAsync<long>("select count(*) from series");
            }, _cancel))];
        await Eventually.TrueAsync(() => Volatile.Read(ref reading) > 1, "more than one reads", cancellationToken: _cancel);
        go.SetResult();
        (await Task.WhenAll(storm)).ShouldAllBe(count => count == 0);
        most.ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await using (Database database = await OpenAsync("monitor.db"))
        {
            await database.WriteAsync((c, t) => c.ExecuteAsync("insert into migrations values (99, 'future', 'x', 0)", transaction: t), _cancel);
        }

        StorageException e = await Should.ThrowAsync<StorageException>(() => OpenAsync("monitor.db"));
        e.Message.ShouldContain("newer etcd-monitor (schema 99");
    }

    [Fact]
    public async Task A_migration_that_is_not_ours_is_refused()
    {
        await using (Database database = await OpenAsync("monitor.db"))
        {
            await database.WriteAsync((c, t) => c.ExecuteAsync("update migrations set checksum = 'other'", transaction: t), _cancel);
        }

        (await Should.ThrowAsync<StorageException>(() => OpenAsync("monitor.db"))).Message.ShouldContain("schema 1 (initial) is not the one");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        string text = string.Concat(Enumerable.Repeat("this is no database\n", 100));
        await File.WriteAllTextAsync(_folder.File("monitor.db"), text, _cancel);

        StorageException e = await Should.ThrowAsync<StorageException>(() => OpenAsync("monitor.db"));

        e.Message.ShouldContain(_folder.File("monitor.db"));
        e.Message.ShouldContain("no SQLite database or is corrupt");
        (await File.ReadAllTextAsync(_folder.File("monitor.db"), _cancel)).ShouldBe(text);
    }

    [Fact]
    public async Task What_fails_in_the_middle_of_a_write_leaves_nothing_of_it()
    {
        await using Database database = await OpenAsync("monitor.db");

        await Should.ThrowAsync<InvalidOperationException>(() => database.WriteAsync(
            async (c, t) =>
            {
                await c.ExecuteAsync("insert into series (cluster, member, name) values ('a', 'b', 'c')", transaction: t);
                throw new InvalidOperationException("in the middle");
            },
            _cancel));

        (await database.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from series"), _cancel)).ShouldBe(0);
    }

    [Theory]
    [InlineData("monitor.db")]
    [InlineData("monitor.db", "monitor.db-wal", "monitor.db-shm")]
    public async Task A_file_that_is_deleted_under_it_is_written_anew_as_it_was(params string[] deleted)
    {
        LogLines log = new();
        await using Database database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, log, _cancel);
        await database.WriteAsync((c, t) => c.ExecuteAsync("insert into series (cluster, member, name) values ('before', '', 'x')", transaction: t), _cancel);
        Array.ForEach(deleted, name => File.Delete(_folder.File(name)));

        await database.WriteAsync((c, t) => c.ExecuteAsync("insert into series (cluster, member, name) values ('after', '', 'x')", transaction: t), _cancel);

        (await database.ReadAsync(c => c.QueryAsync<string>("select cluster from series order by id"), _cancel)).ShouldBe(["before", "after"]);
        (await database.ReadAsync(c => c.ExecuteScalarAsync<string>("pragma integrity_check"), _cancel)).ShouldBe("ok");
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["monitor.db", "monitor.db-shm", "monitor.db-wal"]);
        log.All.ShouldHaveSingleItem().Text.ShouldContain("was deleted while in use; it is written anew");
    }

    [Fact]
    public async Task A_read_never_makes_a_file_in_place_of_one_that_is_gone()
    {
        await using Database database = await OpenAsync("monitor.db");
        File.Delete(_folder.File("monitor.db"));

        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => database.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from series"), _cancel));

        File.Exists(_folder.File("monitor.db")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<Database> OpenAsync(string name) => Database.OpenAsync(_folder.File(name), TimeProvider.System, NullLogger.Instance, _cancel);
}
