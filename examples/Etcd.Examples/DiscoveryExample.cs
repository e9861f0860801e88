using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class DiscoveryExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: discovery
        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, "/services");
        var first = new ServiceInstance
        {
            Name = "api-server",
            Id = "api-1",
            Address = "192.168.1.100",
            Port = 8080,
            Metadata = new Dictionary<string, string> { ["version"] = "1.0.0", ["region"] = "us-east-1" },
        };
        await using ServiceRegistration registration = await registry.RegisterAsync(first, ct); // until it is disposed, or this process dies
        foreach (ServiceInstance found in await registry.DiscoverAsync("api-server", ct))
        {
            Console.WriteLine($"Found: {found.Id} at {found.Authority}, version {found.Metadata["version"]}");
        }
        // end
        // guide: discovery-health
        bool isWell = true;
        HealthCheck check = HealthCheck.Custom(_ => ValueTask.FromResult(isWell)); // or HealthCheck.Http("/healthz"), or HealthCheck.Tcp()
        check.Interval = TimeSpan.FromMilliseconds(200);
        await using ServiceRegistration second = await registry.RegisterAsync(first with { Id = "api-2", Port = 8081 }, check, ct);
        await foreach (ServiceEvent e in registry.ObserveAsync("api-server", ct)) // first those that are there, as Added
        {
            Console.WriteLine($"Service {e.Type}: {e.Instance.Id} at {e.Instance.Authority}, {e.Instance.Health}");
            if (e.Type == ServiceEventType.Removed)
            {
                break;
            }
            else if (e.Instance.Health == ServiceHealth.Healthy)
            {
                isWell = false; // three checks fail in a row, and all who watch learn of it
            }
            else if (e.Instance.Health == ServiceHealth.Unhealthy)
            {
                await second.DeregisterAsync(ct);
            }
        }
        // end
    }
}
