using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>One kind of fault, on a cluster of three whose clients come through proxies.</summary>
/// <param name="Name">For the results.</param>
/// <param name="BeginAsync">Begins it; the nemesis heals.</param>
internal sealed record Trouble(string Name, Func<EtcdCluster, Random, CancellationToken, Task> BeginAsync)
{
    public static Trouble DroppedReplies { get; } = Now("replies cut after some bytes", (cluster, random) =>
    {
        // what passes is the greeting, a part of the answers, or all of one and a part of the next
        var bytes = random.Next(3000);
        Each(cluster, member => member.Proxy!.Set(Fault.CutAfter(bytes), FaultDirection.ToClient));
    });

    public static Trouble Reset { get; } = Now("every connection reset", (cluster, _) => Each(cluster, member => member.Proxy!.Set(Fault.Reset, newToo: false)));

    /// <summary>What a network does between clients and members.</summary>
    public static IReadOnlyList<Trouble> Network { get; } =
    [
        Reset,
        DroppedReplies,
        Now("a member lost to clients", (cluster, random) => Any(cluster, random).Proxy!.Set(Fault.Blackhole)),
        Now("one way cut: no answer comes back", (cluster, random) => Any(cluster, random).Proxy!.Set(Fault.Blackhole, FaultDirection.ToClient)),
        Now("one way cut: no request gets there", (cluster, random) => Any(cluster, random).Proxy!.Set(Fault.Blackhole, FaultDirection.ToServer)),
        Now("all members lost to clients", (cluster, _) => Each(cluster, member => member.Proxy!.Set(Fault.Blackhole))),
        Now("answers late", (cluster, random) => Each(cluster, member => member.Proxy!.Set(Fault.Delay(TimeSpan.FromMilliseconds(random.Next(50, 400))), FaultDirection.ToClient))),
    ];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<Trouble> All { get; } =
    [
        .. Network,
        Now("member killed", (cluster, random) => Any(cluster, random).Kill()),
        Now("member frozen", (cluster, random) => Any(cluster, random).Freeze()),
        new("leader killed", async (cluster, _, stop) => (await cluster.LeaderAsync(stop)).Kill()),
        new("leader frozen", async (cluster, _, stop) => (await cluster.LeaderAsync(stop)).Freeze()),
        Now("two members frozen", (cluster, random) =>
        {
            var spared = Any(cluster, random);
            Each(cluster, member =>
            {
                if (member != spared)
                {
                    member.Freeze();
                }
            });
        }),
        new("leader cut off from its peers", async (cluster, _, stop) => cluster.Isolate(await cluster.LeaderAsync(stop))),
        new("leader no longer heard by a peer", async (cluster, random, stop) =>
        {
            var leader = await cluster.LeaderAsync(stop);
            cluster.SetPeerFault(leader, cluster.Members.Where(member => member != leader).ElementAt(random.Next(2)), Fault.Blackhole);
        }),
        Now("two members cut off from each other", (cluster, random) =>
        {
            var spared = Any(cluster, random);
            EtcdMember[] others = [.. cluster.Members.Where(member => member != spared)];
            cluster.Partition(others[0], others[1]);
        }),
        new("leader moved", async (cluster, random, stop) =>
        {
            var leader = await cluster.LeaderAsync(stop);
            await using var connection = Direct(leader);
            await using var other = Direct(cluster.Members.Where(member => member != leader).ElementAt(random.Next(2)));
            await connection.Maintenance.MoveLeaderAsync((await other.Maintenance.StatusAsync(stop)).Header.Member, stop);
        }),
        new("history compacted", async (cluster, _, stop) =>
        {
            await using var connection = Direct(await cluster.LeaderAsync(stop));
            await connection.Kv.CompactAsync((await connection.Kv.GetRangeAsync(KeyRange.Single("none"), stop)).Revision, stop);
        }),
    ];

    /// <summary>Tokens that are good no more: the users' revision moves, and a member that starts again knows none of them.</summary>
    public static IReadOnlyList<Trouble> Tokens { get; } =
    [
        new("tokens outdated", async (cluster, random, stop) =>
        {
            await using var connection = Direct(await cluster.LeaderAsync(stop));
            await connection.Auth.AddRoleAsync($"role-{random.Next():x}", stop);
        }),
        new("tokens forgotten", (cluster, random, stop) => Any(cluster, random).RestartAsync(stop)),
    ];

    /// <summary>Takes back every fault there is.</summary>
    public static async Task HealAsync(EtcdCluster cluster, CancellationToken cancellationToken)
    {
        Each(cluster, member =>
        {
            member.Proxy!.Heal();
            member.Thaw();
        });
        cluster.Heal();
        await Task.WhenAll(cluster.Members.Where(member => !member.IsRunning).Select(member => member.StartAsync(cancellationToken)));
    }

    private static Trouble Now(string name, Action<EtcdCluster, Random> begin) => new(name, (cluster, random, _) =>
    {
        begin(cluster, random);
        return Task.CompletedTask;
    });

    private static EtcdMember Any(EtcdCluster cluster, Random random) => cluster.Members[random.Next(cluster.Members.Count)];

    private static EtcdConnection Direct(EtcdMember member) => new(member.ConnectionOptions with { Endpoint = member.DirectEndpoint });

    private static void Each(EtcdCluster cluster, Action<EtcdMember> act)
    {
        foreach (var member in cluster.Members)
        {
            act(member);
        }
    }
}
