using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Transfers between two of some accounts, both locked: what was read under the locks stays true until the guarded write.</summary>
internal static class LockSetPart
{
    private const long Opening = 100;
    private static readonly string[] Accounts = ["a", "b", "c", "d"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = Accounts.ToDictionary(account => account, account => new Holders(scene, observer, "lock-set", $"lock-set {account}"), StringComparer.Ordinal);
        await observer.CommitAsync(new Txn().Then([.. Accounts.Select(account => Op.Put(Balance(account), Opening))]), scene.CancellationToken);
        await Loops.EachAsync(scene, nodes, "lock-set", (node, random, stop) => TransferAsync(node, holders, random, stop));
        await Task.WhenAll(nodes.Select((node, number) => Loops.RecoversAsync(
            scene, $"lock-set: {node.Name} transfers once more", stop => Loops.TryAsync(scene, "lock-set", () => TransferAsync(node, holders, new Random(number), stop)))));
        var total = (await observer.GetRangeAsync(KeyRange.Prefix("set-part/balance/"), scene.CancellationToken)).Sum(balance => balance.Value.Parse<long>());
        if (total != Opening * Accounts.Length)
        {
            scene.Complain($"lock-set: {Opening * Accounts.Length} in the accounts at first, {total} at the end");
        }
        foreach (var each in holders.Values)
        {
            await each.JudgeAsync();
        }
    }

    private static async Task TransferAsync(Node node, Dictionary<string, Holders> holders, Random random, CancellationToken stop)
    {
        string[] pair = [.. Accounts.OrderBy(_ => random.Next()).Take(2)];
        await using var both = await new LockManager(node.Session, "set-part/locks").AcquireAllAsync(pair, Patience, stop);
        foreach (var account in pair)
        {
            holders[account].Enter(both);
        }
        try
        {
            var from = (await node.Client.GetAsync(Balance(pair[0]), stop))!.Value.Value.Parse<long>();
            var to = (await node.Client.GetAsync(Balance(pair[1]), stop))!.Value.Value.Parse<long>();
            var result = await both.CommitAsync(new Txn().Then(Op.Put(Balance(pair[0]), from - 1), Op.Put(Balance(pair[1]), to + 1)), stop);
            foreach (var account in pair)
            {
                holders[account].Wrote(result, both.Fence);
            }
        }
        finally
        {
            foreach (var account in pair)
            {
                holders[account].Exit(both);
            }
        }
    }

    private static string Balance(string account) => $"set-part/balance/{account}";
}
