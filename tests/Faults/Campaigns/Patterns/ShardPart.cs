using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Some shards divided among the nodes; work on each writes under the shard's guard.</summary>
internal static class ShardPart
{
    private const int Shards = 8;
    private static readonly Key Prefix = "shard-part";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(150);

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = Enumerable.Range(0, Shards).Select(number => new Holders(scene, observer, "shards", $"shard {number}")).ToArray();
        await using var session = new EtcdSession(observer);
        var map = new ShardedOwnership(session, Prefix, Shards);
        await Loops.UntilRestAsync(scene, nodes, (node, stop) => new ShardedOwnership(node.Session, Prefix, Shards).RunAsync((shard, until) => WorkAsync(scene, node, shard, holders[shard.Number], until), stop), () => Loops.RecoversAsync(
            scene, $"shards: all {Shards} are owned, evenly", async stop =>
            {
                var owners = (await map.GetMapAsync(stop)).Owners;
                return owners.Count == Shards && owners.Values.GroupBy(owner => owner, StringComparer.Ordinal).All(share => share.Count() == Shards / nodes.Length);
            }));
        foreach (var each in holders)
        {
            await each.JudgeAsync();
        }
    }

    private static async Task WorkAsync(Scene scene, Node node, Shard shard, Holders holders, CancellationToken until)
    {
        holders.Enter(shard);
        try
        {
            while (!until.IsCancellationRequested)
            {
                await Loops.TryAsync(scene, "shards", async () => holders.Wrote(await shard.CommitAsync(new Txn().Then(Op.Put($"shard-part-data/{shard.Number}", node.Name)), until), shard.Fence));
                await Task.Delay(Beat, TimeProvider.System, until);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // it moves, or is lost
        }
        finally
        {
            holders.Exit(shard);
        }
    }
}
