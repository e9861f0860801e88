using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public abstract class FeatureFlagsTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task A_flag_is_on_off_or_unknown()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var flags = new FeatureFlags(config);
        (await flags.IsEnabledAsync("new-ui", Token)).ShouldBeFalse();
        (await flags.IsEnabledAsync("new-ui", "user-1", Token)).ShouldBeFalse();
        await flags.EnableAsync("new-ui", Token);
        (await flags.IsEnabledAsync("new-ui", Token)).ShouldBeTrue();
        (await flags.IsEnabledAsync("new-ui", "user-1", Token)).ShouldBeTrue();
        await flags.DisableAsync("new-ui", Token);
        (await flags.IsEnabledAsync("new-ui", "user-1", Token)).ShouldBeFalse();
        (await flags.RemoveAsync("new-ui", Token)).ShouldBeTrue();
        (await flags.RemoveAsync("new-ui", Token)).ShouldBeFalse();
        (await flags.GetAllAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Flags_lie_beside_the_configuration()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        await config.SetAsync("a", 1, Token);
        await new FeatureFlags(config).EnableAsync("new-ui", Token);
        await new FeatureFlags(config.Section("billing")).RollOutAsync("new-ui", 12.5, Token);
        (await config.GetAllAsync(Token)).Keys.ShouldBe(["a"]);
        (await Connection.Kv.GetAsync(At("app.flags/billing/new-ui"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("""{"enabled":true,"percent":12.5}""");
        (await new FeatureFlags(config).GetAllAsync(Token)).Select(each => (each.Name, each.Percent)).ShouldBe([("billing/new-ui", 12.5), ("new-ui", 100)]);
        (await new FeatureFlags(config.Section("billing")).GetAllAsync(Token)).ShouldHaveSingleItem().Name.ShouldBe("new-ui");
    }

    [Fact]
    public async Task Subjects_are_targeted_and_excluded()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var flags = new FeatureFlags(config);
        await flags.TargetAsync("search", ["tester", "zoe", "ann"], Token);
        (await flags.IsEnabledAsync("search", "ann", Token)).ShouldBeTrue();
        (await flags.IsEnabledAsync("search", "other", Token)).ShouldBeFalse();
        await flags.ExcludeAsync("search", ["zoe", "competitor"], Token);
        await flags.EnableAsync("search", Token);
        (await flags.IsEnabledAsync("search", "zoe", Token)).ShouldBeFalse();
        (await flags.IsEnabledAsync("search", "other", Token)).ShouldBeTrue();
        var flag = (await flags.GetAllAsync(Token)).ShouldHaveSingleItem();
        flag.Targets.ShouldBe(["ann", "tester"]);
        flag.Excluded.ShouldBe(["competitor", "zoe"]);
        await flags.UntargetAsync("search", ["zoe", "tester"], Token);
        (await flags.IsEnabledAsync("search", "zoe", Token)).ShouldBeTrue();
        await flags.DisableAsync("search", Token);
        await flags.TargetAsync("search", ["zoe"], Token); // a switch for emergencies stays where it is
        (await flags.IsEnabledAsync("search", "zoe", Token)).ShouldBeFalse();
        await flags.RollOutAsync("search", 0, Token);
        (await flags.IsEnabledAsync("search", "zoe", Token)).ShouldBeTrue();
        (await flags.IsEnabledAsync("search", Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_at_the_same_time_lose_nothing()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var flags = new FeatureFlags(config);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(each => flags.TargetAsync("search", [$"user-{each}"], Token).AsTask()));
        (await flags.GetAllAsync(Token)).ShouldHaveSingleItem().Targets.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Observers_see_each_flag_then_each_change()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var flags = new FeatureFlags(config);
        await flags.EnableAsync("a", Token);
        await using var observed = new Follower<FeatureFlag>(flags.ObserveAsync(Token));
        (await observed.NextAsync()).ShouldBe(new FeatureFlag("a", true, 100) { Targets = observed.Last!.Targets, Excluded = observed.Last.Excluded });
        await flags.RollOutAsync("b", 5, Token);
        var changed = await observed.NextAsync();
        (changed.Name, changed.Enabled, changed.Percent).ShouldBe(("b", true, 5.0));
        await flags.RemoveAsync("a", Token);
        var removed = await observed.NextAsync();
        (removed.Name, removed.Enabled, removed.Percent).ShouldBe(("a", false, 0.0));
    }

    [Fact]
    public async Task What_people_write_by_hand_is_read_or_told()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        await using var config = new ConfigManager(client, At("app"));
        var flags = new FeatureFlags(config);
        await Connection.Kv.PutAsync(At("app.flags/on"), "true\n", Token);
        await Connection.Kv.PutAsync(At("app.flags/off"), "false", Token);
        await Connection.Kv.PutAsync(At("app.flags/part"), """{"enabled":true}""", Token);
        (await flags.IsEnabledAsync("on", Token)).ShouldBeTrue();
        (await flags.IsEnabledAsync("off", Token)).ShouldBeFalse();
        (await flags.IsEnabledAsync("part", Token)).ShouldBeTrue();
        foreach (var wrong in new[] { "maybe", """{"enabled":true,"percent":101}""", """{"enabled":"yes"}""" })
        {
            var name = $"wrong{wrong.Length}";
            await Connection.Kv.PutAsync(At("app.flags/" + name), wrong, Token);
            await using var fresh = new ConfigManager(client, At("app"));
            (await Should.ThrowAsync<ConfigFormatException>(async () => await new FeatureFlags(fresh).IsEnabledAsync(name, Token))).Path.ShouldBe(name);
            (await new FeatureFlags(fresh).IsEnabledAsync("on", Token)).ShouldBeTrue(); // the others go on
        }
        (await Should.ThrowAsync<ArgumentException>(async () => await flags.EnableAsync("/on", Token))).Message.ShouldContain("The flag's name '/on' starts with '/'");
        foreach (var percent in new[] { -1, 100.5, double.NaN })
        {
            await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await flags.RollOutAsync("part", percent, Token));
        }
    }
}

public sealed class FeatureFlagsTests34(Etcd34 fixture) : FeatureFlagsTests(fixture);

public sealed class FeatureFlagsTests35(Etcd35 fixture) : FeatureFlagsTests(fixture);
