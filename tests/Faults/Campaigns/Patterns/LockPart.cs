using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>Increments of one counter under one lock: read it, write it. What a node has read stays true for as long as it owns.</summary>
internal static class LockPart
{
    private const string Counter = "lock-part/counter";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Task RunAsync(Scene scene, Node[] nodes) => RunAsync(scene, nodes, TimeSpan.FromMilliseconds(20), static (held, txn, stop) => held.CommitAsync(txn, stop));

    /// <summary>The control: it thinks for long, and writes without the guard.</summary>
    public static Task RunUnfencedAsync(Scene scene, Node[] nodes)
        => RunAsync(scene, nodes, TimeSpan.FromMilliseconds(400), (_, txn, stop) => nodes[0].Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, stop));

    private static async Task RunAsync(Scene scene, Node[] nodes, TimeSpan thinking, Func<LockHandle, Txn, CancellationToken, ValueTask<TxnResult>> write)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = new Holders(scene, observer, "lock", "lock");
        long done = 0, unknown = 0;
        await Loops.EachAsync(scene, nodes, "lock", async (node, random, stop) =>
        {
            var shared = new DistributedLock(node.Session, "lock-part/lock");
            await using var held = random.Next(3) == 0 ? await shared.TryAcquireAsync(stop) : await shared.TryAcquireAsync(Patience, stop);
            if (held is null)
            {
                return;
            }
            holders.Enter(held);
            try
            {
                var value = (await node.Client.GetAsync(Counter, stop))?.Value.Parse<long>() ?? 0;
                await Task.Delay(thinking * random.NextDouble(), TimeProvider.System, stop);
                holders.Wrote(await write(held, new Txn().Then(Op.Put(Counter, value + 1)), stop), held.Fence);
                Interlocked.Increment(ref done);
            }
            catch (EtcdAmbiguousResultException)
            {
                Interlocked.Increment(ref unknown);
            }
            finally
            {
                holders.Exit(held);
            }
        });
        await Task.WhenAll(nodes.Select(node => Loops.RecoversAsync(scene, $"lock: {node.Name} gets the lock once more", stop => Loops.TryAsync(scene, "lock", async () =>
        {
            await using var held = await new DistributedLock(node.Session, "lock-part/lock").AcquireAsync(stop);
        }))));
        var counted = (await observer.GetAsync(Counter, scene.CancellationToken))?.Value.Parse<long>() ?? 0;
        if (counted < done || counted > done + unknown)
        {
            scene.Complain($"lock: the counter stands at {counted} after {done} acknowledged increments and {unknown} open ones");
        }
        await holders.JudgeAsync();
    }
}
