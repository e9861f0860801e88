using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public abstract class SnapshotManagerTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task Restoring_gives_exactly_the_snapshot_in_one_transaction()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var snapshots = new SnapshotManager(config);
        await Connection.Kv.PutAsync(At("app/binary"), (byte[])[0xFF, 0x00], Token);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["kept"] = 1, ["changed"] = "Zürich \"a\"", ["removed"] = "", ["z/last"] = 2 }, Token);
        var before = await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("app/")), Token);
        (await snapshots.CreateAsync(1, Token)).Count.ShouldBe(5);

        await config.SetAsync("changed", "other", Token);
        await config.RemoveAsync("removed", Token);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["added"] = 1, ["z/later"] = 1, ["zz"] = 1 }, Token);
        await Connection.Kv.PutAsync(At("app2"), "a neighbour", Token);
        var revision = await snapshots.RestoreAsync(1, Token);

        (await config.GetAllAsync(Token)).ToDictionary()["changed"].ToString().ShouldBe("Zürich \"a\""); // at once
        var after = await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("app/")), Token);
        after.Select(each => (each.Key, each.Value)).ShouldBe(before.Select(each => (each.Key, each.Value)));
        after.Where(each => each.ModRevision == revision).Select(each => each.Key).ShouldBe([At("app/changed"), At("app/removed")]);
        (await Connection.Kv.GetAsync(At("app2"), Token)).ShouldNotBeNull();
        var gone = await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("app/")), new RangeOptions { At = new Revision(revision.Number - 1) }, Token);
        gone.Count.ShouldBe(7); // the revision before knew all that was added: it went in one step
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("app.operations")), Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_version_is_made_once_listed_and_deleted()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var snapshots = new SnapshotManager(config);
        (await snapshots.ListAsync(Token)).ShouldBeEmpty();
        var last = await config.SetAsync("a", 1, Token);
        var first = await snapshots.CreateAsync(1, Token);
        first.Revision.ShouldBeGreaterThanOrEqualTo(last);
        await config.SetAsync("a", 2, Token);
        var refused = await Should.ThrowAsync<EtcdException>(async () => await snapshots.CreateAsync(1, Token));
        refused.Code.ShouldBe(EtcdErrorCode.FailedPrecondition);
        refused.Message.ShouldContain("There is a snapshot 1 of");
        await snapshots.CreateAsync(12, Token);
        await snapshots.CreateAsync(3, Token);
        (await snapshots.ListAsync(Token)).Select(each => each.Version).ShouldBe([1, 3, 12]);
        (await snapshots.ListAsync(Token))[0].ShouldBe(first);
        (await snapshots.GetAsync(1, Token))["a"].ToInt().ShouldBe(1);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["a"]); // they do not show
        (await snapshots.DeleteAsync(3, Token)).ShouldBeTrue();
        (await snapshots.DeleteAsync(3, Token)).ShouldBeFalse();
        (await snapshots.ListAsync(Token)).Select(each => each.Version).ShouldBe([1, 12]);
        (await Should.ThrowAsync<KeyNotFoundException>(async () => await snapshots.RestoreAsync(3, Token))).Message.ShouldContain("There is no snapshot 3 of");
        await Should.ThrowAsync<KeyNotFoundException>(async () => await snapshots.DiffAsync(1, 3, Token));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await snapshots.CreateAsync(0, Token));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await snapshots.RestoreAsync(-1, Token));
    }

    [Fact]
    public async Task Differences_are_told_against_another_version_and_against_now()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var snapshots = new SnapshotManager(config);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["a"] = 1, ["b"] = 1, ["c"] = 1 }, Token);
        await snapshots.CreateAsync(1, Token);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["b"] = 2, ["d"] = 1, ["a"] = 1 }, Token);
        await snapshots.CreateAsync(2, Token);
        await config.RemoveAsync("c", Token);

        (await snapshots.DiffAsync(1, 2, Token)).Select(Line).ShouldBe(["b: 1 -> 2", "d:  -> 1"]);
        (await snapshots.DiffAsync(2, 1, Token)).Select(Line).ShouldBe(["b: 2 -> 1", "d: 1 -> "]);
        (await snapshots.DiffAsync(1, Token)).Select(Line).ShouldBe(["b: 1 -> 2", "c: 1 -> ", "d:  -> 1"]);
        await snapshots.RestoreAsync(1, Token);
        (await snapshots.DiffAsync(1, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_section_has_snapshots_of_its_own()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var section = config.Section("7");
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["7/a"] = 1, ["other"] = 1 }, Token);
        await new SnapshotManager(section).CreateAsync(1, Token);
        await new SnapshotManager(config).CreateAsync(7, Token);
        (await new SnapshotManager(config).ListAsync(Token)).ShouldHaveSingleItem().Version.ShouldBe(7);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["7/a"] = 2, ["7/b"] = 2, ["other"] = 2 }, Token);
        await new SnapshotManager(section).RestoreAsync(1, Token);
        (await config.GetAllAsync(Token)).Select(each => $"{each.Key}={each.Value}").ShouldBe(["7/a=1", "other=2"]);

        await config.RemoveSectionAsync("7", Token);
        await config.SetAsync("7", "a value now", Token);
        (await Should.ThrowAsync<EtcdException>(async () => await new SnapshotManager(section).RestoreAsync(1, Token))).Code.ShouldBe(EtcdErrorCode.FailedPrecondition);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["7", "other"]);
        await new SnapshotManager(config).RestoreAsync(7, Token);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["7/a", "other"]);
    }

    [Fact]
    public async Task Thousands_of_values_are_restored_at_one_revision()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var snapshots = new SnapshotManager(config);
        await config.SetAllAsync(Enumerable.Range(0, 2_500).ToDictionary(each => $"many/{each}", each => (ConfigValue)each), Token);
        await snapshots.CreateAsync(1, Token);
        await config.RemoveSectionAsync("many", Token);
        await config.SetAsync("other", 1, Token);
        var revision = await snapshots.RestoreAsync(1, Token);
        var found = await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("app/")), Token);
        found.Count.ShouldBe(2_500);
        found.ShouldAllBe(each => each.ModRevision == revision);
    }

    [Fact]
    public async Task What_one_request_cannot_hold_is_refused_and_nothing_changes()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var snapshots = new SnapshotManager(config);
        var large = new string('x', 900_000);
        await config.SetAsync("a", large, Token);
        await snapshots.CreateAsync(1, Token);
        await config.SetAsync("b", large, Token);
        var refused = await Should.ThrowAsync<EtcdException>(async () => await snapshots.CreateAsync(2, Token));
        refused.Code.ShouldBe(EtcdErrorCode.RequestTooLarge);
        refused.Message.ShouldContain("--max-request-bytes");
        (await snapshots.ListAsync(Token)).ShouldHaveSingleItem();
        await snapshots.RestoreAsync(1, Token);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["a"]);
        (await Should.ThrowAsync<EtcdException>(async () => await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["b"] = large, ["c"] = large }, Token))).Code.ShouldBe(EtcdErrorCode.RequestTooLarge);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["a"]);
    }

    private static string Line(ConfigChange change) => $"{change.Path}: {change.Old} -> {change.New}";
}

public sealed class SnapshotManagerTests34(Etcd34 fixture) : SnapshotManagerTests(fixture);

public sealed class SnapshotManagerTests35(Etcd35 fixture) : SnapshotManagerTests(fixture);
