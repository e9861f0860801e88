using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class HighAvailabilityExample
{
    /// <summary>Two nodes in one process: the primary is stopped, the secondary takes over.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        using var first = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var second = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (firstServes, secondServes) = (new TaskCompletionSource(), new TaskCompletionSource());
        var one = NodeAsync(client, "node-1", firstServes, first.Token);
        await Task.WhenAny(one, firstServes.Task);
        var two = NodeAsync(client, "node-2", secondServes, second.Token);
        await first.CancelAsync();
        await Task.WhenAny(two, secondServes.Task);
        await second.CancelAsync();
        await Task.WhenAll(one, two);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>One node, until Ctrl-C.</summary>
    public static async Task RunNodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        await NodeAsync(client, node, new TaskCompletionSource(), ct);
        ct.ThrowIfCancellationRequested();
    }

    // guide: ha
    private static async Task NodeAsync(EtcdClient client, string node, TaskCompletionSource serves, CancellationToken ct)
    {
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        var coordinator = new HighAvailabilityCoordinator(
            new LeaderElection(session, "/ha/orders"),
            primary: async (leadership, stop) =>
            {
                Console.WriteLine($"{node}: primary, fence {leadership.Fence.Token}");
                SessionLease lease = await session.GetLeaseAsync(stop); // what is under it goes with this process
                await leadership.CommitAsync(new Txn().Then(Op.Put("/ha/served-by", node, new PutOptions { Lease = lease.Id })), stop); // a primary that stood still cannot write late
                serves.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            },
            secondary: async stop =>
            {
                Console.WriteLine($"{node}: secondary, ready to take over");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            });
        try
        {
            await coordinator.RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"{node}: stopped, and the leadership resigned");
        }
    }
    // end
}
