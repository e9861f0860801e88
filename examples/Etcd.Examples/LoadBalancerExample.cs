using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class LoadBalancerExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client);
        // guide: lb
        var registry = new ServiceRegistry(session, "/services");
        foreach ((string id, int weight) in new[] { ("api-1", 100), ("api-2", 200), ("api-3", 100) })
        {
            await registry.RegisterAsync(new ServiceInstance { Name = "api-server", Id = id, Address = "10.0.0.7", Port = 8080, Weight = weight }, ct);
        }
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin); // one a process is enough
        for (int request = 1; request <= 4; request++)
        {
            using ServicePick pick = await balancer.PickAsync("api-server", ct); // from memory; disposing it tells that the request is over
            Console.WriteLine($"Request {request} goes to {pick.Instance.Id} at {pick.Instance.Authority}");
        }
        // end
        // guide: lb-strategies
        var strategies = new Dictionary<string, LoadBalancingStrategy>
        {
            ["RoundRobin"] = LoadBalancingStrategy.RoundRobin,
            ["Random"] = LoadBalancingStrategy.Random,
            ["LeastConnections"] = LoadBalancingStrategy.LeastConnections,
            ["Weighted"] = LoadBalancingStrategy.Weighted,
            ["PowerOfTwoChoices"] = LoadBalancingStrategy.PowerOfTwoChoices,
            ["ConsistentHash"] = LoadBalancingStrategy.ConsistentHash,
        };
        foreach ((string name, LoadBalancingStrategy strategy) in strategies)
        {
            await using var choice = new LoadBalancer(registry, strategy);
            var picked = new SortedDictionary<string, int>();
            for (int request = 0; request < 100; request++)
            {
                using ServicePick pick = await choice.PickAsync("api-server", affinity: "user-42", ct); // only ConsistentHash asks for whom
                picked[pick.Instance.Id] = picked.GetValueOrDefault(pick.Instance.Id) + 1;
            }
            Console.WriteLine($"{name}: {string.Join(", ", picked.Select(each => $"{each.Key} {each.Value}"))} of 100");
        }
        // end
    }
}
