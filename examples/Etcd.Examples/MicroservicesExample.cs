using System.Net;
using System.Net.Sockets;
using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class MicroservicesExample
{
    /// <summary>Two small servers and a caller; one of the servers breaks without a word.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: microservices
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        await using var session = new EtcdSession(client);
        var registry = new ServiceRegistry(session, "/services");
        await using var first = await ServeAsync(registry, "orders-1", one, ct);
        await using var second = await ServeAsync(registry, "orders-2", two, ct);
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.RoundRobin);
        await CallAsync(balancer, ct);
        await CallAsync(balancer, ct);
        one.Stop();
        Console.WriteLine("orders-1 does not answer any more, and is still registered");
        await CallAsync(balancer, ct);
        await CallAsync(balancer, ct);
        // end
    }

    // guide: microservice-serve
    private static async Task<ServiceRegistration> ServeAsync(ServiceRegistry registry, string id, TcpListener listener, CancellationToken ct)
    {
        listener.Start(); // first be able to serve, then say so
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ServiceRegistration registration = await registry.RegisterAsync(
            new ServiceInstance { Name = "orders", Id = id, Address = "127.0.0.1", Port = port }, HealthCheck.Tcp(), ct);
        Console.WriteLine($"{id} serves and is registered");
        return registration;
    }
    // end

    // guide: microservice-call
    private static async Task CallAsync(LoadBalancer balancer, CancellationToken ct)
    {
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            using ServicePick pick = await balancer.PickAsync("orders", ct);
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(pick.Instance.Address, pick.Instance.Port, ct); // here your HTTP or gRPC call
                Console.WriteLine($"Answered by {pick.Instance.Id}");
                return;
            }
            catch (SocketException)
            {
                pick.ReportFailure(); // passed over for 1 s, then longer; other callers find out for themselves
                Console.WriteLine($"{pick.Instance.Id} failed; the next one, please");
            }
        }
        Console.WriteLine("503: nobody answers");
    }
    // end
}
