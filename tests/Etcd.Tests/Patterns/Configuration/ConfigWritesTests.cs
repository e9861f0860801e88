using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public abstract class ConfigWritesTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task A_path_is_never_both_a_value_and_a_section()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await config.SetAsync("database/host", "db", Token);
        await Connection.Kv.PutAsync(At("app/cache"), "x", Token); // unknown to us, maybe: etcd tells

        (await RefusedAsync(() => config.SetAsync("database", "x", Token).AsTask())).ShouldContain("'database' is a section already, with 'database/host' in it");
        (await RefusedAsync(() => config.SetAsync("database/host/name", "x", Token).AsTask())).ShouldContain("'database/host' is a value already");
        (await RefusedAsync(() => config.SetAsync("cache/size", 1, Token).AsTask())).ShouldContain("'cache' is a value already");
        (await RefusedAsync(() => config.TrySetAsync("database", "x", default, Token).AsTask())).ShouldContain("section already");
        (await RefusedAsync(() => config.UpdateAsync("cache/size", _ => 1, Token).AsTask())).ShouldContain("value already");
        (await RefusedAsync(() => config.SetAllAsync(Many(100, "cache/"), Token).AsTask())).ShouldContain("'cache' is a value already");
        (await Should.ThrowAsync<ArgumentException>(async () => await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["a/b"] = 1, ["a"] = 2 }, Token)))
            .Message.ShouldContain("'a' cannot be a value, since it is the section of 'a/b'");
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["cache", "database/host"]);
    }

    [Fact]
    public async Task A_thousand_values_are_one_transaction()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var revision = await config.SetAllAsync(Many(1_100, "many/"), Token);
        var found = await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("app/")), Token);
        found.Count.ShouldBe(1_100);
        found.ShouldAllBe(each => each.ModRevision == revision);
        (await config.GetAllAsync("many", Token)).Count.ShouldBe(1_100);
        (await config.RemoveSectionAsync("many", Token)).ShouldBe(1_100);
        (await config.GetAllAsync(Token)).ShouldBeEmpty();
        (await config.SetAllAsync(new Dictionary<string, ConfigValue>(), Token)).ShouldBeGreaterThan(revision);
    }

    [Fact]
    public async Task Many_who_create_values_at_once_all_get_through()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(each => config.SetAllAsync(Many(40, $"s{each}/"), Token).AsTask()));
        (await config.GetAllAsync(Token)).Count.ShouldBe(480);
    }

    [Fact]
    public async Task It_is_set_only_by_who_has_seen_the_latest()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var created = (await config.TrySetAsync("a", 1, default, Token)).ShouldNotBeNull();
        (await config.TrySetAsync("a", 2, default, Token)).ShouldBeNull();
        (await config.GetAsync("a", Token)).ShouldNotBeNull().Revision.ShouldBe(created);
        await Connection.Kv.PutAsync(At("app/a"), "other", Token);
        (await config.TrySetAsync("a", 3, created, Token)).ShouldBeNull();
        var seen = (await config.GetAsync("a", Token)).ShouldNotBeNull();
        seen.Value.ToString().ShouldBe("other"); // what was in the way shows
        (await config.TrySetAsync("a", 4, seen.Revision, Token)).ShouldNotBeNull();
        (await config.GetIntAsync("a", Token)).ShouldBe(4);
        await NoMarksAsync();
    }

    [Fact]
    public async Task Concurrent_updates_lose_nothing()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await using var other = new ConfigManager(client, At("app"));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async worker =>
        {
            for (var i = 0; i < 10; i++)
            {
                await (worker % 2 == 0 ? config : other).UpdateAsync("counter", old => (old?.ToInt() ?? 0) + 1, Token);
            }
        }));
        (await config.UpdateAsync("counter", old => old!.Value.ToInt() + 0, Token)).ToInt().ShouldBe(60);
        await Should.ThrowAsync<InvalidOperationException>(async () => await config.UpdateAsync("counter", _ => throw new InvalidOperationException("mine"), Token));
        await NoMarksAsync();
    }

    [Fact]
    public async Task A_write_and_a_removal_show_when_they_return()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        for (var i = 0; i < 200; i++)
        {
            await config.SetAsync("a", i, Token);
            (await config.GetIntAsync("a", Token)).ShouldBe(i);
            if (i % 10 == 0)
            {
                await config.RemoveAsync("a", Token);
                (await config.GetAsync("a", Token)).ShouldBeNull();
            }
        }
        (await config.RemoveAsync("a", Token)).ShouldBeTrue();
        (await config.RemoveAsync("a", Token)).ShouldBeFalse();
    }

    private static Dictionary<string, ConfigValue> Many(int count, string section)
        => Enumerable.Range(0, count).ToDictionary(each => $"{section}{each}", each => (ConfigValue)each);

    private static async Task<string> RefusedAsync(Func<Task> write)
    {
        var refused = await Should.ThrowAsync<EtcdException>(write);
        refused.Code.ShouldBe(EtcdErrorCode.FailedPrecondition);
        return refused.Message;
    }

    private async Task NoMarksAsync() => (await Connection.Kv.CountAsync(KeyRange.Prefix(At("app.operations")), Token)).ShouldBe(0);
}

public sealed class ConfigWritesTests34(Etcd34 fixture) : ConfigWritesTests(fixture);

public sealed class ConfigWritesTests35(Etcd35 fixture) : ConfigWritesTests(fixture);
