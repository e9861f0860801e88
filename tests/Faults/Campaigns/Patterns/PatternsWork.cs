using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns.Patterns;

/// <summary>
/// All patterns at once on one cluster, on some nodes that reach it through proxies: a fault is a fault for each of them. Each part works until the time is over,
/// checks what it saw meanwhile, and must get on once the cluster is whole again.
/// </summary>
internal static class PatternsWork
{
    private const int Nodes = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90); // the configuration's marks of open writes live for a minute

    private static readonly (string Name, Func<Scene, Node[], Task> RunAsync)[] Parts =
    [
        ("lock", LockPart.RunAsync),
        ("read-write", ReadWritePart.RunAsync),
        ("lock-set", LockSetPart.RunAsync),
        ("leader-task", LeaderTaskPart.RunAsync),
        ("ha", AvailabilityPart.RunAsync),
        ("shards", ShardPart.RunAsync),
        ("active-active", ActivePart.RunAsync),
        ("config", ConfigPart.RunAsync),
        ("discovery", DiscoveryPart.RunAsync),
    ];

    /// <summary>What operators and clocks do to a session: its lease goes while it works.</summary>
    private static Trouble Revoked { get; } = new("leases revoked", async (cluster, random, stop) =>
    {
        await using var connection = new EtcdConnection(cluster.Members[0].ConnectionOptions with { Endpoint = cluster.Members[0].DirectEndpoint });
        LeaseId[] leases = [.. await connection.Leases.ListAsync(stop)];
        random.Shuffle(leases);
        foreach (var lease in leases.Take((leases.Length + 2) / 3))
        {
            await connection.Leases.RevokeAsync(lease, stop);
        }
    });

    public static Campaign Campaign { get; } = new("patterns", $"{string.Join(", ", Parts.Select(part => part.Name))}: each keeps its invariant", RunAsync)
    {
        Troubles = [.. Trouble.All, Revoked],
        Duration = TimeSpan.FromSeconds(45),
    };

    /// <summary>Increments under the same lock, written without its guard.</summary>
    public static Campaign UnfencedLock { get; } = Campaign with
    {
        Name = "control-lock",
        Claim = "a holder that writes without fence or guard is found out",
        WorkAsync = scene => OnNodesAsync(scene, LockPart.RunUnfencedAsync),
        Troubles = [Revoked],
        Period = TimeSpan.FromMilliseconds(500),
        Duration = TimeSpan.FromSeconds(10),
        MustFail = true,
    };

    /// <summary>Rounds of leaders that ignore their tokens and write without guard.</summary>
    public static Campaign UnfencedLeader { get; } = UnfencedLock with
    {
        Name = "control-leader",
        Claim = "a leader that goes on after its loss is found out",
        WorkAsync = scene => OnNodesAsync(scene, LeaderTaskPart.RunDeafAsync),
    };

    private static Task RunAsync(Scene scene)
        => OnNodesAsync(scene, (_, nodes) => Task.WhenAll(Parts.Select(part => Task.Run(() => NamedAsync(part.Name, part.RunAsync(scene, nodes))))));

    private static async Task NamedAsync(string name, Task part)
    {
        try
        {
            await part;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"the part {name} broke: {e.Message}", e);
        }
    }

    private static async Task OnNodesAsync(Scene scene, Func<Scene, Node[], Task> work)
    {
        var nodes = Enumerable.Range(1, Nodes).Select(number => new Node(scene, number)).ToArray();
        try
        {
            await work(scene, nodes);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
        await LeftAsync(scene);
    }

    /// <summary>Sessions that were closed leave no key of theirs: neither a place in a queue nor a mark.</summary>
    private static async Task LeftAsync(Scene scene)
    {
        await using var observer = scene.ConnectDirectly();
        try
        {
            await Eventually.GetAsync(
                async token => string.Join(", ", (await observer.GetRangeAsync(KeyRange.All, new RangeOptions { KeysOnly = true }, token)).Where(key => key.Lease != default).Select(key => key.Key)),
                keys => keys.Length == 0, "no key of a session is left", Longest, cancellationToken: scene.CancellationToken);
        }
        catch (TimeoutException e)
        {
            scene.Complain(e.Message);
        }
    }
}
