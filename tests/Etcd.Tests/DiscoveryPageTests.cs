using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;
using Etcd.Tests;

namespace Docs;

/// <summary>docs/discovery.md does what it says: each line of its snippets is a line here.</summary>
public sealed class DiscoveryPageTests
{
    private static readonly List<string> Said = [];

    [Fact]
    public async Task Its_snippets_work()
    {
        Requirements.Etcd(EtcdVersion.V35);
        var ct = TestContext.Current.CancellationToken;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, ct);
        await using var client = new EtcdClient(cluster.Endpoints[0]);

        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, "services");
        var instance = new ServiceInstance
        {
            Name = "api",
            Id = "api-1",
            Address = "10.0.0.7",
            Port = 8080,
            Metadata = new Dictionary<string, string> { ["version"] = "1.0.0", ["region"] = "eu" },
        };
        await using ServiceRegistration registration = await registry.RegisterAsync(instance, HealthCheck.Http("/healthz"), ct);
        foreach (ServiceInstance found in await registry.DiscoverAsync("api", ct)) Console.WriteLine($"{found.Id} at {found.ToUri()}");
        Said.ShouldBe(["api-1 at http://10.0.0.7:8080/"]);

        var database = new Database();
        HealthCheck check = HealthCheck.Custom(async token => await database.IsReachableAsync(token));
        check.Interval = TimeSpan.FromSeconds(2);
        (await check.IsHealthyAsync(instance, ct)).ShouldBeTrue();

        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.LeastConnections);
        using ServicePick pick = await balancer.PickAsync("api", ct);
        try { await SendAsync(pick.Instance.ToUri(), ct); }
        catch (HttpRequestException) { pick.ReportFailure(); }
        await using var nearby = new LoadBalancer(registry, LoadBalancingStrategy.ConsistentHash, found => found.Metadata.GetValueOrDefault("region") == "eu");
        using ServicePick mine = await nearby.PickAsync("api", affinity: "user-42", ct);
        mine.Instance.Id.ShouldBe("api-1");

        await foreach (ServiceEvent e in registry.ObserveAsync("api", ct))
        {
            Console.WriteLine($"{e.Type} {e.Instance.Id}, was {e.Previous?.Health}");
            break;
        }
        Said[^1].ShouldBe("Added api-1, was ");
    }

    [Fact]
    public void Its_snippets_are_lines_of_this_file()
        => Snippets.NotIn(ThisFile(), Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "discovery.md"))
            .ShouldHaveSingleItem().ShouldContain("registered_by"); // the JSON: ServiceInstanceTests

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static Task SendAsync(Uri address, CancellationToken token) => throw new HttpRequestException($"{address} does not answer");

    private sealed class Database
    {
        public ValueTask<bool> IsReachableAsync(CancellationToken token) => ValueTask.FromResult(!token.IsCancellationRequested);
    }

    private static class Console
    {
        public static void WriteLine(string line) => Said.Add(line);
    }
}
