using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Each node keeps some readers and a writer busy on one lock.</summary>
internal static class ReadWritePart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = new Holders(scene, observer, "read-write", "read-write");
        await Loops.EachAsync(scene, [.. nodes, .. nodes], "read-write", (node, random, stop) => random.Next(4) == 0 ? WriteAsync(node, holders, stop) : ReadAsync(node, holders, random, stop));
        await Task.WhenAll(nodes.Select(node => Loops.RecoversAsync(scene, $"read-write: {node.Name} writes once more", stop => Loops.TryAsync(scene, "read-write", () => WriteAsync(node, holders, stop)))));
        await holders.JudgeAsync();
    }

    private static async Task WriteAsync(Node node, Holders holders, CancellationToken stop)
    {
        await using var held = await new ReadWriteLock(node.Session, "rw-part/lock").AcquireWriteAsync(Patience, stop);
        holders.Enter(held);
        try
        {
            holders.Wrote(await held.CommitAsync(new Txn().Then(Op.Put("rw-part/value", held.Fence.Token)), stop), held.Fence);
        }
        finally
        {
            holders.Exit(held);
        }
    }

    private static async Task ReadAsync(Node node, Holders holders, Random random, CancellationToken stop)
    {
        await using var held = await new ReadWriteLock(node.Session, "rw-part/lock").TryAcquireReadAsync(Patience, stop);
        if (held is null)
        {
            return;
        }
        holders.Enter(held, shared: true);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20)), TimeProvider.System, stop);
        }
        finally
        {
            holders.Exit(held);
        }
    }
}
