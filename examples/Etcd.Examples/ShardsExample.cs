using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class ShardsExample
{
    /// <summary>Two nodes in one process: the second joins and leaves again.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client, new SessionOptions { Owner = "watcher" });
        var shards = new ShardedOwnership(session, "/shards/orders", shards: 4);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var second = CancellationTokenSource.CreateLinkedTokenSource(both.Token);
        var one = NodeAsync(client, "node-1", both.Token);
        await DividedAsync(shards, ["node-1"], ct);
        var two = NodeAsync(client, "node-2", second.Token);
        await DividedAsync(shards, ["node-1", "node-2"], ct);
        await second.CancelAsync();
        await DividedAsync(shards, ["node-1"], ct);
        await both.CancelAsync();
        await Task.WhenAll(one, two);
    }

    /// <summary>One node, until Ctrl-C.</summary>
    public static async Task RunNodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        await NodeAsync(client, node, ct);
        ct.ThrowIfCancellationRequested();
    }

    private static async Task NodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        // guide: shards
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        var shards = new ShardedOwnership(session, "/shards/orders", shards: 4); // the same number on every node
        try
        {
            await shards.RunAsync(async (shard, stop) =>
            {
                Console.WriteLine($"{node}: shard {shard.Number} is mine, fence {shard.Fence.Token}");
                SessionLease lease = await session.GetLeaseAsync(stop);
                await shard.CommitAsync(new Txn().Then(Op.Put($"/serving/{shard.Number}", node, new PutOptions { Lease = lease.Id })), stop);
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop); // the shard's work
                }
                finally
                {
                    Console.WriteLine($"{node}: shard {shard.Number} is let go"); // it moves once the work has returned
                }
            }, ct);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"{node}: stopped, and its shards given back");
        }
        // end
    }

    // guide: shards-map
    /// <summary>Waits until these nodes have all shards.</summary>
    private static async Task DividedAsync(ShardedOwnership shards, string[] nodes, CancellationToken ct)
    {
        int shard = shards.ShardOf("user-42"); // the same on every node, for ever
        await foreach (ShardMap map in shards.ObserveAsync(ct))
        {
            if (map.Owners.Count == 4 && map.Owners.Values.Distinct().Order().SequenceEqual(nodes))
            {
                Console.WriteLine($"All owned: {string.Join(", ", map.Owners.Select(owner => $"{owner.Key} by {owner.Value}"))}");
                Console.WriteLine($"The orders of user-42 are in shard {shard}, now with {map.Owners[shard]}");
                break;
            }
        }
    }
    // end
}
