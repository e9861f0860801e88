using Etcd.Client;
using Etcd.Patterns;
using Etcd.Tests.Patterns.Discovery;

namespace Etcd.Tests.Patterns;

public abstract class ServiceRegistryTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task What_is_registered_is_found_and_what_is_disposed_is_gone()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        var instance = Services.Instance("api-2") with { Weight = 7, Metadata = new Dictionary<string, string> { ["version"] = "1.0.0" } };
        var registration = await registry.RegisterAsync(instance, Token);
        await using (await registry.RegisterAsync(Services.Instance("api-1"), Token))
        {
            await using var elsewhere = await registry.RegisterAsync(Services.Instance("w", name: "api2"), Token);
            registration.IsRegistered.ShouldBeTrue();
            registration.Instance.ShouldBe(instance);
            (await registry.DiscoverAsync("api", Token)).ShouldBe([Services.Instance("api-1"), instance]);
            (await registry.ListServicesAsync(Token)).ShouldBe(["api", "api2"]);
            (await Connection.Kv.GetAsync(At("services/api/api-2"), Token)).ShouldNotBeNull().Lease.ShouldBe((await home.Session.GetLeaseAsync(Token)).Id);
        }
        (await registry.DiscoverAsync("api", Token)).ShouldBe([instance]);
        await registration.DeregisterAsync(Token);
        await registration.DeregisterAsync(Token);
        await registration.DisposeAsync();
        registration.IsRegistered.ShouldBeFalse();
        (await registry.DiscoverAsync("api", Token)).ShouldBeEmpty();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await registration.UpdateAsync(instance, Token));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Changes_are_seen_in_order_with_what_was_before_and_first_those_that_are_there()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await using var first = await registry.RegisterAsync(Services.Instance("a"), Token);
        await using var second = await registry.RegisterAsync(Services.Instance("b"), Token);
        await using var seen = registry.ObserveAsync("api", Token).GetAsyncEnumerator(Token);
        (await NextAsync(seen)).ShouldBe("Added a 100 (was )");
        (await NextAsync(seen)).ShouldBe("Added b 100 (was )");

        await first.UpdateAsync(Services.Instance("a", weight: 1), Token);
        await using var third = await registry.RegisterAsync(Services.Instance("c"), Token);
        await first.UpdateAsync(Services.Instance("a", weight: 2), Token);
        await second.DeregisterAsync(Token);
        await using var again = await registry.RegisterAsync(Services.Instance("b", weight: 5), Token);

        List<string> story = [];
        for (var i = 0; i < 5; i++)
        {
            story.Add(await NextAsync(seen));
        }
        story.ShouldBe(["Updated a 1 (was 100)", "Added c 100 (was )", "Updated a 2 (was 1)", "Removed b 100 (was 100)", "Added b 5 (was )"]);
    }

    [Fact]
    public async Task What_somebody_else_put_there_is_passed_over_until_it_is_an_instance()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await Connection.Kv.PutAsync(At("services/api/foreign"), "10.0.0.7:80", Token);
        await Connection.Kv.PutAsync(At("services/api/deep/er"), "{}", Token);
        await using var ours = await registry.RegisterAsync(Services.Instance("ours"), Token);
        (await registry.DiscoverAsync("api", Token)).ShouldHaveSingleItem().Id.ShouldBe("ours");
        (await registry.ListServicesAsync(Token)).ShouldBe(["api"]);
        await using var seen = registry.ObserveAsync("api", Token).GetAsyncEnumerator(Token);
        (await NextAsync(seen)).ShouldBe("Added ours 100 (was )");

        await Connection.Kv.PutAsync(At("services/api/foreign"), """{"name":"api","id":"foreign","address":"::1","port":80,"weight":3}""", Token);
        (await NextAsync(seen)).ShouldBe("Added foreign 3 (was )");
        await Connection.Kv.PutAsync(At("services/api/foreign"), "broken again", Token);
        (await NextAsync(seen)).ShouldBe("Removed foreign 3 (was 3)");
    }

    [Fact]
    public async Task A_value_that_is_no_instance_is_logged_once()
    {
        var log = new LogLines();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], LoggerFactory = log });
        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, At("services"));
        await Connection.Kv.PutAsync(At("services/api/foreign"), "secret", Token);
        for (var i = 0; i < 3; i++)
        {
            (await registry.DiscoverAsync("api", Token)).ShouldBeEmpty();
        }
        var line = log.Lines.Where(each => each.StartsWith("Etcd.Patterns ", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldBe($"Etcd.Patterns Warning: {At("services/api/foreign")} is passed over: it is not the JSON of an instance, at $.");
        await Connection.Kv.PutAsync(At("services/api/foreign"), "secret, too", Token);
        await registry.DiscoverAsync("api", Token);
        log.Lines.Count(each => each.StartsWith("Etcd.Patterns ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task A_name_that_cannot_be_is_an_error_and_changes_nothing(string name)
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await Should.ThrowAsync<ArgumentException>(async () => await registry.DiscoverAsync(name, Token));
        Should.Throw<ArgumentException>(() => registry.ObserveAsync(name, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await registry.RegisterAsync(Services.Instance("x", name: name), Token));
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin);
        await Should.ThrowAsync<ArgumentException>(async () => await balancer.PickAsync(name, Token));
        await using var registration = await registry.RegisterAsync(Services.Instance("x"), Token);
        await Should.ThrowAsync<ArgumentException>(async () => await registration.UpdateAsync(Services.Instance("y"), Token));
        registration.Instance.Id.ShouldBe("x");
        Should.Throw<ArgumentException>(() => new ServiceRegistry(home.Session, ""));
    }

    [Fact]
    public async Task Many_instances_are_found_page_by_page()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await Parallel.ForAsync(0, 1500, Token, async (i, token) => await registry.RegisterAsync(Services.Instance($"api-{i:0000}"), token));
        (await registry.DiscoverAsync("api", Token)).Select(each => each.Id).ShouldBe(Enumerable.Range(0, 1500).Select(i => $"api-{i:0000}"));
        await home.Session.CloseAsync(Token);
        (await registry.DiscoverAsync("api", Token)).ShouldBeEmpty();
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<ServiceEvent> seen)
    {
        (await seen.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token)).ShouldBeTrue();
        var e = seen.Current;
        e.Revision.Number.ShouldBeGreaterThan(0);
        return $"{e.Type} {e.Instance.Id} {e.Instance.Weight} (was {e.Previous?.Weight})";
    }

    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("services")), Token)).ShouldBeEmpty();
}

public sealed class ServiceRegistryTests34(Etcd34 fixture) : ServiceRegistryTests(fixture);

public sealed class ServiceRegistryTests35(Etcd35 fixture) : ServiceRegistryTests(fixture);
