using Dapper;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;

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
        (await database.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from migrations"), _cancel)).ShouldBe(1);
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

    public void Dispose() => _folder.Dispose();

    private Task<Database> OpenAsync(string name) => Database.OpenAsync(_folder.File(name), TimeProvider.System, _cancel);
}
