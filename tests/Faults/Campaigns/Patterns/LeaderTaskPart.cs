using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>A leader task on each node; an observer that must end in the last leader.</summary>
internal static class LeaderTaskPart
{
    private static readonly Key Prefix = "task-part/election";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(5); // then the leader resigns: a hand-over is no rare thing

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = new Holders(scene, observer, "leader-task", "leader-task");
        await using var session = new EtcdSession(observer, new SessionOptions { Owner = "observer" });
        var election = new LeaderElection(session, Prefix);
        Leader? seen = null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(scene.CancellationToken);
        var observing = Task.Run(async () =>
        {
            await foreach (var leader in election.ObserveAsync(end.Token))
            {
                Volatile.Write(ref seen, leader);
            }
        });
        await Loops.UntilRestAsync(scene, nodes, (node, stop) => LeadAsync(node, holders, stop), async () =>
        {
            await Loops.RecoversAsync(scene, "leader-task: somebody leads, and the observer says who", async stop => await election.GetLeaderAsync(stop) is { } leader && leader == Volatile.Read(ref seen));
        });
        await end.CancelAsync();
        await observing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await holders.JudgeAsync();
    }

    /// <summary>The control: rounds that ignore their token, and write without the guard.</summary>
    public static async Task RunDeafAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = new Holders(scene, observer, "leader-task", "leader-task");
        await Loops.UntilRestAsync(scene, nodes, (node, stop) => DeafAsync(scene, node, holders, stop), () => Task.CompletedTask);
        await holders.JudgeAsync();
    }

    private static async Task LeadAsync(Node node, Holders holders, CancellationToken stop)
    {
        var election = new LeaderElection(node.Session, Prefix);
        Leadership? entered = null;
        var begun = TimeProvider.System.GetTimestamp();
        await new LeaderTask(election, Interval, async (leadership, round) =>
        {
            if (leadership != entered)
            {
                entered = leadership;
                begun = TimeProvider.System.GetTimestamp();
                holders.Enter(leadership);
            }
            holders.Wrote(await leadership.CommitAsync(new Txn().Then(Op.Put("task-part/last", node.Name)), round), leadership.Fence);
            if (TimeProvider.System.GetElapsedTime(begun) > Term)
            {
                throw new TimeoutException("enough");
            }
        }, new LeaderTaskOptions { OnError = OnTaskError.Resign }).RunAsync(stop);
    }

    private static async Task DeafAsync(Scene scene, Node node, Holders holders, CancellationToken stop)
    {
        var election = new LeaderElection(node.Session, Prefix);
        while (!stop.IsCancellationRequested)
        {
            var leadership = await election.CampaignAsync(stop);
            for (var round = 0; round < 10; round++)
            {
                await Loops.TryAsync(scene, "deaf", async () => holders.Wrote(await node.Client.CommitAsync(new Txn().Then(Op.Put("task-part/last", node.Name)), scene.CancellationToken), leadership.Fence));
                await Task.Delay(Interval, TimeProvider.System, scene.CancellationToken);
            }
            await leadership.DisposeAsync();
        }
    }
}
