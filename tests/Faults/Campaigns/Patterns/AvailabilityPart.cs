using Etcd.Client;
using Etcd.Patterns;

namespace Faults.Campaigns.Patterns;

/// <summary>A coordinator on each node: one primary among them, and each node in one role at a time.</summary>
internal static class AvailabilityPart
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(Scene scene, Node[] nodes)
    {
        await using var observer = scene.ConnectDirectly();
        var holders = new Holders(scene, observer, "ha", "ha");
        var coordinators = new HighAvailabilityCoordinator?[nodes.Length];
        await Loops.UntilRestAsync(scene, nodes, (node, stop) => RunAsync(scene, node, holders, made => coordinators[Array.IndexOf(nodes, node)] = made, stop), () => Loops.RecoversAsync(
            scene, "ha: one primary, and the others secondary", _ => ValueTask.FromResult(
                coordinators.Count(each => each?.Role == HighAvailabilityRole.Primary) == 1 && coordinators.Count(each => each?.Role == HighAvailabilityRole.Secondary) == nodes.Length - 1)));
        await holders.JudgeAsync();
    }

    private static Task RunAsync(Scene scene, Node node, Holders holders, Action<HighAvailabilityCoordinator> made, CancellationToken stop)
    {
        var roles = 0;
        var coordinator = new HighAvailabilityCoordinator(
            new LeaderElection(node.Session, "ha-part/election"),
            primary: (leadership, until) => InRoleAsync(async () =>
            {
                holders.Enter(leadership);
                try
                {
                    while (!until.IsCancellationRequested)
                    {
                        await Loops.TryAsync(scene, "ha", async () => holders.Wrote(await leadership.CommitAsync(new Txn().Then(Op.Put("ha-part/primary", node.Name)), until), leadership.Fence));
                        await Task.Delay(Beat, TimeProvider.System, until);
                    }
                }
                finally
                {
                    holders.Exit(leadership);
                }
            }),
            secondary: until => InRoleAsync(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, until)));
        made(coordinator);
        return coordinator.RunAsync(stop);

        async Task InRoleAsync(Func<Task> work)
        {
            if (Interlocked.Increment(ref roles) > 1)
            {
                scene.Complain($"ha: {node.Name} is in two roles at once");
            }
            try
            {
                await work();
            }
            finally
            {
                Interlocked.Decrement(ref roles);
            }
        }
    }
}
