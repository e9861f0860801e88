using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;
using Etcd.Tests.Patterns.Discovery;

namespace Etcd.Tests.Patterns;

public sealed class LoadBalancerTests(ThreeMembers fixture) : IClassFixture<ThreeMembers>, IDisposable
{
    private static int _count;

    private readonly Key _prefix = $"balancer{Interlocked.Increment(ref _count)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.Heal();
        }
    }

    [Fact]
    public async Task It_follows_who_comes_who_goes_and_who_falls_ill()
    {
        await using var client = fixture.Client();
        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, _prefix);
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin);
        (await balancer.TryPickAsync("api", Token)).ShouldBeNull();
        (await Should.ThrowAsync<NoInstanceException>(async () => await balancer.PickAsync("api", Token))).Service.ShouldBe("api");

        await using var a = await registry.RegisterAsync(Services.Instance("a"), Token);
        await PicksAsync(balancer, "a");
        var b = await registry.RegisterAsync(Services.Instance("b"), Token);
        await PicksAsync(balancer, "ab");
        await a.UpdateAsync(Services.Instance("a", health: ServiceHealth.Unhealthy), Token);
        await PicksAsync(balancer, "b");
        await b.DeregisterAsync(Token);
        await PicksAsync(balancer, "a"); // ill, but nobody else is left
        await a.DeregisterAsync(Token);
        await PicksAsync(balancer, "");
    }

    [Fact]
    public async Task An_affinity_finds_its_instance_from_every_process_and_a_filter_narrows()
    {
        await using var client = fixture.Client();
        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, _prefix);
        foreach (var instance in Services.Instances(5))
        {
            await registry.RegisterAsync(instance with { Metadata = new Dictionary<string, string> { ["zone"] = instance.Id is "api-3" ? "eu" : "us" } }, Token);
        }
        await using var one = new LoadBalancer(registry, LoadBalancingStrategy.ConsistentHash);
        await using var other = new LoadBalancer(new ServiceRegistry(session, _prefix), LoadBalancingStrategy.ConsistentHash);
        await using var inEurope = new LoadBalancer(registry, LoadBalancingStrategy.Random, each => each.Metadata["zone"] == "eu");
        for (var i = 0; i < 20; i++)
        {
            using var here = await one.PickAsync("api", $"user-{i}", Token);
            using var there = (await other.TryPickAsync("api", $"user-{i}", Token)).ShouldNotBeNull();
            here.Instance.ShouldBe(there.Instance);
            using var europe = await inEurope.PickAsync("api", Token);
            europe.Instance.Id.ShouldBe("api-3");
        }
    }

    [Fact]
    public async Task While_etcd_is_away_the_last_known_instances_stay()
    {
        var log = new LogLines();
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromSeconds(1), LoggerFactory = log });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromMinutes(5) });
        var registry = new ServiceRegistry(session, _prefix);
        await using var a = await registry.RegisterAsync(Services.Instance("a"), Token);
        await using var b = await registry.RegisterAsync(Services.Instance("b"), Token);
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin);
        await PicksAsync(balancer, "ab");
        await using var seen = new Observed(registry);
        await Eventually.TrueAsync(() => seen.Events.Count == 2, "both are observed", TimeSpan.FromSeconds(30), cancellationToken: Token);
        (await registry.DiscoverAsync("api", Token)).Count.ShouldBe(2);

        foreach (var (fault, unknown) in new[] { (Fault.Cut, "new"), (Fault.Blackhole, "newer") })
        {
            CutAll(fault);
            (await registry.DiscoverAsync("api", Token)).Select(each => each.Id).ShouldBe(["a", "b"]);
            await Should.ThrowAsync<EtcdUnavailableException>(async () => await registry.DiscoverAsync(unknown, Token));
            await Should.ThrowAsync<EtcdUnavailableException>(async () => await balancer.PickAsync(unknown, Token));
            await PicksAsync(balancer, "ab");
            seen.Events.Count.ShouldBe(2);
            Dispose();
            await Eventually.GetAsync(
                async token => await balancer.TryPickAsync(unknown, token).AsTask().ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default),
                found => found, "a service that was asked for in between is known", TimeSpan.FromSeconds(30), cancellationToken: Token);
        }
        log.Lines.ShouldContain(line => line.StartsWith("Etcd.Patterns Warning: etcd is away; instances of api are those last known.", StringComparison.Ordinal));

        await using var c = await registry.RegisterAsync(Services.Instance("c"), Token);
        await Eventually.TrueAsync(() => seen.Events.Count == 3, "the third is observed", TimeSpan.FromSeconds(30), cancellationToken: Token);
        seen.Events.Last().Instance.Id.ShouldBe("c"); // nothing was removed, nothing added twice
        await PicksAsync(balancer, "abc");
    }

    [Fact]
    public async Task What_is_registered_by_a_process_that_loses_etcd_too_long_comes_back_with_etcd()
    {
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(2) });
        await using var direct = new EtcdClient(fixture.Cluster.Members[0].DirectEndpoint);
        await using var reading = new EtcdSession(direct);
        var registry = new ServiceRegistry(reading, _prefix);
        await using var registration = await new ServiceRegistry(session, _prefix).RegisterAsync(Services.Instance("a"), Token);
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin);
        await PicksAsync(balancer, "a");
        CutAll(Fault.Cut);
        await PicksAsync(balancer, "");
        registration.IsRegistered.ShouldBeFalse();
        Dispose();
        await PicksAsync(balancer, "a");
        await Eventually.TrueAsync(() => registration.IsRegistered, "it knows", TimeSpan.FromSeconds(30), cancellationToken: Token);
    }

    [Fact]
    public async Task Disposed_it_picks_no_more_and_a_first_pick_can_be_cancelled()
    {
        await using var client = fixture.Client();
        await using var session = new EtcdSession(client);
        var balancer = new LoadBalancer(new ServiceRegistry(session, _prefix), LoadBalancingStrategy.Random);
        CutAll(Fault.Blackhole);
        using var stop = new CancellationTokenSource();
        var picking = balancer.PickAsync("api", stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => picking);
        var waiting = balancer.PickAsync("api", Token).AsTask();
        await balancer.DisposeAsync();
        await balancer.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await balancer.PickAsync("api", Token));
    }

    private void CutAll(Fault fault)
    {
        foreach (var member in fixture.Cluster.Members)
        {
            if (fault == Fault.Cut)
            {
                member.Proxy!.RefuseNew();
            }
            member.Proxy!.Set(fault);
        }
    }

    /// <summary>Waits until exactly these are picked in a few rounds.</summary>
    private static async Task PicksAsync(LoadBalancer balancer, string ids)
        => await Eventually.GetAsync(
            async token =>
            {
                HashSet<string> picked = [];
                for (var i = 0; i < 6; i++)
                {
                    using var pick = await balancer.TryPickAsync("api", token);
                    picked.Add(pick?.Instance.Id ?? "");
                }
                return string.Concat(picked.Order());
            },
            picked => picked == ids, $"'{ids}' are picked", TimeSpan.FromSeconds(30), cancellationToken: Token);
}
