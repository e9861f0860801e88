using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class ConfigFaultTests(ThreeMembers fixture) : ConfigFaultTest(fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Values_that_belong_together_are_never_mixed_and_never_go_back(int seed)
    {
        var random = new Random(seed);
        await using var inside = Inside();
        await using var outside = Fixture.Client(Quick);
        await using var writer = new ConfigManager(inside, Prefix);
        await using var reader = new ConfigManager(outside, Prefix);
        await writer.SetAllAsync(Split(0), Token);
        Revision last = default;
        var resynced = false;
        var watching = Task.Run(async () =>
        {
            Revision seen = default;
            await foreach (var view in reader.ObserveAllAsync(Token))
            {
                Whole(view).ShouldBeTrue();
                view.Revision.ShouldBeGreaterThan(seen);
                seen = view.Revision;
                if (view["a"].ToInt() == 400)
                {
                    return;
                }
            }
        }, Token);
        for (var i = 1; i <= 400; i++)
        {
            var written = await writer.SetAllAsync(Split(i), Token);
            if (i % 10 == 0)
            {
                CutAnywhere(random);
            }
            if (i == 200)
            {
                await AwayAsync(reader);
                await writer.SetAllAsync(Split(i), Token);
                await inside.CompactAsync(written.Next, Token);
                Heal();
                resynced = true;
            }
            var view = await reader.GetAllAsync(Token);
            Whole(view).ShouldBeTrue();
            view.Revision.ShouldBeGreaterThanOrEqualTo(last);
            last = view.Revision;
        }
        await watching.WaitAsync(Patience, TimeProvider.System, Token);
        resynced.ShouldBeTrue();

        static Dictionary<string, ConfigValue> Split(int i) => new() { ["a"] = i, ["deep/b"] = 1_000 - i };

        static bool Whole(ConfigView view) => view["a"].ToInt() + view["deep/b"].ToInt() == 1_000;
    }

    [Fact]
    public async Task What_was_written_shows_while_connections_are_cut()
    {
        var random = new Random(3);
        await using var client = Fixture.Client(Quick);
        await using var config = new ConfigManager(client, Prefix);
        var shown = 0;
        for (var i = 0; i < 200; i++)
        {
            if (i % 5 == 0)
            {
                CutAnywhere(random);
            }
            try
            {
                await config.SetAsync("a", i, Token);
                (await config.GetIntAsync("a", Token)).ShouldBe(i);
                shown++;
            }
            catch (EtcdAmbiguousResultException)
            {
                // its answer was cut off
            }
        }
        shown.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task While_etcd_is_away_the_last_known_values_hold()
    {
        await using var inside = Inside();
        await using var client = Fixture.Client(Quick with { RequestTimeout = TimeSpan.FromSeconds(2) });
        await using var config = new ConfigManager(client, Prefix);
        var flags = new FeatureFlags(config);
        await config.SetAsync("a", 1, Token);
        await flags.EnableAsync("new-ui", Token);
        await AwayAsync(config);
        await inside.PutAsync(Prefix.Append("/a"), "2", Token);

        (await config.GetIntAsync("a", Token)).ShouldBe(1);
        (await config.GetAllAsync(Token))["a"].ToInt().ShouldBe(1);
        (await flags.IsEnabledAsync("new-ui", Token)).ShouldBeTrue();
        (await flags.IsEnabledAsync("unknown", Token)).ShouldBeFalse();
        await Should.ThrowAsync<EtcdUnavailableException>(async () => await config.SetAsync("a", 3, Token));
        (await config.GetIntAsync("a", Token)).ShouldBe(1);
        await using var fresh = new ConfigManager(client, Prefix);
        await Should.ThrowAsync<EtcdUnavailableException>(async () => await fresh.GetIntAsync("a", 7, Token)); // never read: not "no such value"

        Heal();
        await Eventually.GetAsync(token => config.GetIntAsync("a", token), value => value == 2, "it heals", Patience, cancellationToken: Token);
        config.Age.ShouldBe(TimeSpan.Zero);
        (await fresh.GetIntAsync("a", Token)).ShouldBe(2);
    }

    [Fact]
    public async Task Lost_answers_apply_nothing_twice_and_refuse_nothing()
    {
        var random = new Random(5);
        await using var client = Fixture.Client(Quick);
        await using var config = new ConfigManager(client, Prefix);
        var (snapshots, flags) = (new SnapshotManager(config), new FeatureFlags(config));
        await config.UpdateAsync("counter", _ => 0, Token);
        for (var i = 1; i <= 40; i++)
        {
            CutAnywhere(random);
            (await config.UpdateAsync("counter", old => old!.Value.ToInt() + 1, Token)).ToInt().ShouldBe(i);
            CutAnywhere(random);
            await snapshots.CreateAsync(i, Token);
            CutAnywhere(random);
            await flags.TargetAsync("flag", [$"user-{i:00}"], Token);
            if (i % 10 == 0)
            {
                await config.Section("restored").SetAsync("extra", i, Token);
                CutAnywhere(random);
                await snapshots.RestoreAsync(i, Token);
                (await config.GetAllAsync(Token)).Keys.ShouldBe(["counter"]);
            }
        }
        (await config.GetIntAsync("counter", Token)).ShouldBe(40);
        (await snapshots.ListAsync(Token)).Count.ShouldBe(40);
        (await flags.GetAllAsync(Token)).ShouldHaveSingleItem().Targets.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_write_whose_answer_never_comes_is_ambiguous_and_may_be_repeated()
    {
        await using var client = Fixture.Client(Quick with { PingInterval = TimeSpan.FromSeconds(3) });
        await using var config = new ConfigManager(client, Prefix);
        await config.SetAsync("a", 1, Token);
        foreach (var member in Fixture.Cluster.Members)
        {
            member.Proxy!.Set(Fault.Blackhole, FaultDirection.ToClient);
        }
        await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await config.SetAsync("a", 2, Token));
        Heal();
        await config.SetAsync("a", 2, Token);
        (await config.GetIntAsync("a", Token)).ShouldBe(2);
    }

    [Fact]
    public async Task A_disposed_one_does_not_wait_for_etcd()
    {
        foreach (var member in Fixture.Cluster.Members)
        {
            member.Proxy!.Set(Fault.Blackhole);
        }
        await using var client = Fixture.Client(Quick with { RequestTimeout = TimeSpan.FromMinutes(10), PingInterval = TimeSpan.FromMinutes(10), DialTimeout = TimeSpan.FromMinutes(10) });
        var config = new ConfigManager(client, Prefix);
        var reading = config.GetIntAsync("a", 1, Token).AsTask();
        await config.DisposeAsync().AsTask().WaitAsync(Patience, TimeProvider.System, Token);
        await Should.ThrowAsync<ObjectDisposedException>(() => reading.WaitAsync(Patience, TimeProvider.System, Token));
    }
}
