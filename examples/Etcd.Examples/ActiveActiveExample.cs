using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class ActiveActiveExample
{
    private static readonly string[] Orders = ["order-1", "order-2", "order-3", "order-4", "order-5"];

    /// <summary>Two nodes in one process go through the same orders at the same time.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await Task.WhenAll(WorkAsync(client, "node-1", Orders, ct), WorkAsync(client, "node-2", Orders, ct));
        Console.WriteLine($"{await client.CountAsync(KeyRange.Prefix("/done/"), ct)} of {Orders.Length} orders done, each once");
    }

    // guide: active-active
    private static async Task WorkAsync(EtcdClient client, string node, string[] orders, CancellationToken ct)
    {
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node });
        var group = new ActiveActiveGroup(session, "/ha/orders");
        await using GroupMembership self = await group.JoinAsync(ct);
        foreach (string order in orders)
        {
            bool ran = await group.TryRunAsync(order, async (held, stop) =>
            {
                var once = new Txn().If(Compare.Missing($"/done/{order}")).Then(Op.Put($"/done/{order}", node));
                TxnResult written = await held.CommitAsync(once, stop); // only while the order is ours
                Console.WriteLine(written.Succeeded ? $"{node}: {order} done" : $"{node}: {order} was done before");
            }, ct);
            if (!ran)
            {
                Console.WriteLine($"{node}: {order} is with another node");
            }
        }
    }
    // end

    /// <summary>One node, until Ctrl-C.</summary>
    public static async Task RunNodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        // guide: active-active-members
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        var group = new ActiveActiveGroup(session, "/ha/orders");
        await using GroupMembership self = await group.JoinAsync(ct);
        await foreach (IReadOnlyList<GroupMember> members in group.ObserveAsync(ct))
        {
            Console.WriteLine($"{node}: here are {string.Join(", ", members.Select(member => member.Owner))}");
        }
        // end
    }
}
