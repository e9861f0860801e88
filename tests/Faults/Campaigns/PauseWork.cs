using Etcd.Client;
using Etcd.Testing;
using Etcd.Tests.Children;

namespace Faults.Campaigns;

/// <summary>Processes that hold a lease stand still for longer than it lasts: they must know before they send their next write, and the one that was on its way must do nothing.</summary>
internal static class PauseWork
{
    private const int Processes = 6;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public static Campaign Campaign { get; } = new("pause", "after a pause longer than its lease a process knows of the loss before it writes, and what it had sent writes nothing", RunAsync)
    {
        Troubles = [],
        Cluster = new() { Members = 3 },
    };

    /// <summary>What this program does as a child.</summary>
    public static IReadOnlyDictionary<string, ChildScenario> Scenarios { get; } = new Dictionary<string, ChildScenario>(StringComparer.Ordinal) { ["hold-lease"] = LeaseHolder.RunAsync };

    private static async Task RunAsync(Scene scene)
    {
        await using var observer = scene.ConnectDirectly();
        var keys = 0;
        await scene.EachAsync(Processes, Pace, (_, random) => PauseAsync(scene, observer, $"owned/{Interlocked.Increment(ref keys)}", random));
        scene.ExpectAtLeast("operations", Processes);
    }

    private static async Task PauseAsync(Scene scene, EtcdClient observer, string key, Random random)
    {
        await using var child = Child.Start(typeof(PauseWork).Assembly, "hold-lease", string.Join(',', scene.Cluster.Endpoints), "2", key);
        try
        {
            await PauseAsync(scene, observer, child, key, random);
        }
        catch (InvalidOperationException) when (child.LastWords.Contains("\"Event\":\"lost\"", StringComparison.Ordinal))
        {
            scene.Count("lost before the pause"); // on a busy machine a lease of 2 s goes without our help; the process has ended then
        }
    }

    private static async Task PauseAsync(Scene scene, EtcdClient observer, Child child, string key, Random random)
    {
        var lease = LeaseId.Parse((await child.NextAsync("held", scene.CancellationToken))["lease"]);
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble()), TimeProvider.System, scene.CancellationToken);
        child.Freeze();
        scene.Count("faults");
        await Eventually.GetAsync(
            async token => await observer.Leases.TimeToLiveAsync(lease, token), found => found is null, "the lease expires", TimeSpan.FromSeconds(30), cancellationToken: scene.CancellationToken);
        await Eventually.TrueAsync(() => child.Forget() == 0, "all it had said before is read", cancellationToken: scene.CancellationToken);
        var others = await observer.PutAsync(key, "another's", scene.CancellationToken);
        child.Thaw();

        List<ChildLine> lines = [];
        do
        {
            lines.Add(await child.NextAsync(scene.CancellationToken));
        }
        while (lines[^1].Event != "lost");
        var ours = await observer.GetAsync(key, scene.CancellationToken);
        scene.Count("operations");
        // One write may have been on its way when the process stood still: written while the lease stood, or not at all. A second one was begun after the pause.
        // That none came after the pause is told by what the key holds; one that the process reports as written was so before, when it had lost its lease already.
        if (lines[^1]["written"] == "yes" && ours?.ModRevision == others.Revision)
        {
            scene.Count("lost before the pause");
        }
        if (lines.Count > 2 || lines[^1]["fired"] != "True" || ours?.ModRevision != others.Revision)
        {
            scene.Complain($"after a pause a process went on as if it still had its lease {lease}; the key holds {ours?.Value}:\n    {string.Join("\n    ", lines)}");
        }
    }
}
