using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public sealed class ConfigObserverTests(ThreeMembers fixture) : ConfigFaultTest(fixture)
{
    [Fact]
    public async Task Observers_go_on_over_cuts_without_gaps_and_doubles()
    {
        var random = new Random(4);
        await using var inside = Inside();
        await using var client = Fixture.Client(Quick);
        await using var config = new ConfigManager(client, Prefix);
        await inside.PutAsync(Prefix.Append("/a"), 0, Token);
        await using var observed = new Follower<ConfigChange>(config.ObserveAsync("a", Token));
        (await observed.NextAsync()).IsInitial.ShouldBeTrue();
        for (var i = 1; i <= 200; i++)
        {
            await inside.PutAsync(Prefix.Append("/a"), i, Token);
            if (i % 7 == 0)
            {
                CutAnywhere(random);
            }
        }
        for (var i = 1; i <= 200; i++)
        {
            var change = await observed.NextAsync();
            (change.Old!.Value.ToInt(), change.New!.Value.ToInt(), change.IsInitial).ShouldBe((i - 1, i, false));
        }
    }

    [Fact]
    public async Task After_a_compaction_observers_get_the_difference()
    {
        await using var inside = Inside();
        await using var client = Fixture.Client(Quick);
        await using var config = new ConfigManager(client, Prefix);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["changed"] = 1, ["removed"] = 1, ["same"] = 1, ["kept"] = 1 }, Token);
        await using var observed = new Follower<ConfigChange>(config.ObserveAsync(Token));
        for (var i = 0; i < 4; i++)
        {
            (await observed.NextAsync()).IsInitial.ShouldBeTrue();
        }
        await AwayAsync(config);
        await inside.PutAsync(Prefix.Append("/changed"), "2", Token);
        await inside.PutAsync(Prefix.Append("/changed"), "3", Token);
        await inside.DeleteAsync(Prefix.Append("/removed"), Token);
        await inside.DeleteAsync(Prefix.Append("/same"), Token);
        await inside.PutAsync(Prefix.Append("/same"), "1", Token);
        await inside.PutAsync(Prefix.Append("/came"), "1", Token);
        var last = await inside.DeleteAsync(Prefix.Append("/came"), Token);
        await inside.CompactAsync(last.Revision, Token);
        Heal();

        List<string> seen = [];
        for (var i = 0; i < 2; i++)
        {
            var change = await observed.NextAsync();
            seen.Add($"{change.Path}: {change.Old} -> {change.New} {change.IsInitial}");
        }
        seen.Order().ShouldBe(["changed: 1 -> 3 False", "removed: 1 ->  False"]);
        await inside.PutAsync(Prefix.Append("/end"), "1", Token);
        (await observed.NextAsync()).Path.ShouldBe("end");
    }
}
