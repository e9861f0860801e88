using Etcd.Testing;
using EtcdMonitor.Cli.Demo;

namespace Faults.Soak;

/// <summary>One kind of trouble. <see cref="Scene.HealAsync"/> takes all of them back.</summary>
/// <param name="Name">For the progress line.</param>
/// <param name="IsSeen">Whether the verdict must show it before it is healed.</param>
/// <param name="BeginAsync">Makes the trouble; what goes on ends when the token fires.</param>
internal sealed record SoakFault(string Name, bool IsSeen, Func<Scene, CancellationToken, Task> BeginAsync)
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(400);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SoakFault> All { get; } =
    [
        At("kill a member", true, scene => scene.AnyMember().Kill()),
        At("freeze a member", true, scene => scene.AnyMember().Freeze()),
        new("kill the leader", true, async (scene, stop) => (await scene.Cluster.LeaderAsync(stop)).Kill()),
        new("freeze the leader", true, async (scene, stop) => (await scene.Cluster.LeaderAsync(stop)).Freeze()),
        At("kill two members", true, scene => Two(scene, member => member.Kill())),
        At("freeze two members", true, scene => Two(scene, member => member.Freeze())),
        At("kill all members", true, scene => Each(scene, member => member.Kill())),
        At("reset every connection to etcd", false, scene => Each(scene, member => member.Proxy!.Set(Fault.Reset, newToo: false))),
        At("lose every packet to a member", true, scene => scene.AnyMember().Proxy!.Set(Fault.Blackhole)),
        At("lose what two members answer", true, scene => Two(scene, member => member.Proxy!.Set(Fault.Blackhole, FaultDirection.ToClient))),
        At("answer late", false, scene => Each(scene, member => member.Proxy!.Set(Fault.Delay(Late)))),
        At("refuse new connections", true, scene => Each(scene, member =>
        {
            member.Proxy!.RefuseNew();
            member.Proxy.Set(Fault.Cut, newToo: false);
        })),
        new("fill the quota", true, FillAsync),
        new("write wrongly", false, WrongWrites.RunAsync),
        new("clients of the API in a storm", false, ClientStorm.RunAsync),
        new("live readers come and go", false, LiveReaders.RunAsync),
        new("half requests to the API", false, HalfRequests.RunAsync),
        new("a webhook that never answers", true, (scene, stop) => WithPageAsync(scene, Fault.Blackhole, stop)),
        new("a webhook that hangs up", true, (scene, stop) => WithPageAsync(scene, Fault.Reset, stop)),
    ];

    private static SoakFault At(string name, bool isSeen, Action<Scene> begin) => new(name, isSeen, (scene, _) =>
    {
        begin(scene);
        return Task.CompletedTask;
    });

    private static void Each(Scene scene, Action<EtcdMember> act)
    {
        foreach (EtcdMember member in scene.Cluster.Members)
        {
            act(member);
        }
    }

    private static void Two(Scene scene, Action<EtcdMember> act)
    {
        int spared = scene.Random.Next(scene.Cluster.Members.Count);
        foreach (EtcdMember member in scene.Cluster.Members.Where((_, index) => index != spared))
        {
            act(member);
        }
    }

    private static async Task FillAsync(Scene scene, CancellationToken stop)
    {
        await foreach (string _ in new DemoFill(scene.Cluster).RunAsync(stop))
        {
            // the steps are for a person at the demo
        }
    }

    /// <summary>A lost quorum is paged, and the page finds no receiver.</summary>
    private static Task WithPageAsync(Scene scene, Fault fault, CancellationToken stop)
    {
        scene.Webhook.Set(fault);
        Two(scene, member => member.Kill());
        return Task.CompletedTask;
    }
}
