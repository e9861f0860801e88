using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

/// <summary>What others write between the look into the memory and the transaction: a view that is out of date by design.</summary>
public abstract class ConfigRacesTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task A_restore_is_exact_whatever_others_did_meanwhile()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        foreach (var name in new[] { "same", "overwritten", "deleted", "gone" })
        {
            await client.PutAsync(At("app/" + name), name, Token);
        }
        RangeSnapshot before;
        await using (var mirror = await client.MirrorAsync(KeyRange.Prefix(At("app/")), Token))
        {
            before = mirror.Current;
        }
        await client.PutAsync(At("app/overwritten"), "by others", Token);
        await client.DeleteAsync(At("app/deleted"), Token);
        await client.PutAsync(At("app/a"), "added before all", Token);
        await client.PutAsync(At("app/p"), "added in between", Token);
        await client.PutAsync(At("app/zz"), "added after all", Token);
        await client.PutAsync(At("app0"), "a neighbour", Token);
        var kept = (await client.GetAsync(At("app/same"), Token))!.Value;

        Dictionary<string, Value> wanted = new[] { "same", "overwritten", "deleted" }.ToDictionary(name => name, name => new Value(name));
        await client.CommitAsync(RestorePlan.For(At("app/"), wanted, before), Token);

        (await client.GetRangeAsync(KeyRange.Prefix(At("app/")), Token)).Select(each => each.Value.ToString()).ShouldBe(["deleted", "overwritten", "same"]);
        (await client.GetAsync(At("app/same"), Token)).ShouldBe(kept); // not written again
        (await client.GetAsync(At("app0"), Token)).ShouldNotBeNull();
        await client.CommitAsync(RestorePlan.For(At("app/"), [], before), Token);
        (await client.CountAsync(KeyRange.Prefix(At("app/")), Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task What_others_have_made_a_value_or_a_section_meanwhile_is_noticed(int count)
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var store = new ConfigStore(client, At("app"));
        var writer = new ConfigWriter(store);
        string[] paths = [.. Enumerable.Range(0, count).Select(each => $"section/{each}")];
        var before = (await store.Values.GetAsync(Token)).Current;
        var txn = new Txn().If([.. writer.Guards(before, paths, again: false)]).Then(Op.Put(At("app/section/0"), "x"));
        await client.PutAsync(At("app/section"), "a value by now", Token);
        (await client.CommitAsync(txn, Token)).Succeeded.ShouldBeFalse();
        await client.DeleteAsync(At("app/section"), Token);
        (await client.CommitAsync(txn, Token)).Succeeded.ShouldBeTrue();

        await client.DeleteAsync(At("app/section/0"), Token);
        await client.PutAsync(At("app/section/0/deep"), "a section by now", Token);
        (await client.CommitAsync(txn, Token)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task Others_see_a_restore_as_one_change()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await using var other = new ConfigManager(client, At("app"));
        await config.SetAllAsync(Enumerable.Range(0, 200).ToDictionary(each => $"{each}", each => (ConfigValue)1), Token);
        await new SnapshotManager(config).CreateAsync(1, Token);
        await config.SetAllAsync(Enumerable.Range(100, 200).ToDictionary(each => $"{each}", each => (ConfigValue)2), Token);
        await using var views = new Follower<ConfigView>(other.ObserveAllAsync(Token));
        (await views.NextAsync()).Count.ShouldBe(300);
        var revision = await new SnapshotManager(config).RestoreAsync(1, Token);
        var view = await views.NextAsync();
        view.Revision.ShouldBe(revision);
        view.Count.ShouldBe(200);
        view.Values.ShouldAllBe(each => each.ToInt() == 1);
    }
}

public sealed class ConfigRacesTests34(Etcd34 fixture) : ConfigRacesTests(fixture);

public sealed class ConfigRacesTests35(Etcd35 fixture) : ConfigRacesTests(fixture);
