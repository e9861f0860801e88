using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Networks that fail, between members and between them and the monitor.</summary>
internal static class NetworkScenes
{
    private static readonly TimeSpan Named = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(20); // the bar of a figure that stands on metrics pages

    private const int Settled = 12; // a member that answers since less than 10 s may have started just now

    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(5);

    private static readonly EtcdClusterOptions Peers = new() { Members = 3, PeerProxies = true };
    private static readonly EtcdClusterOptions Clients = new() { Members = 3, ClientProxies = true };

    private static readonly string[] NotDown = ["member_down", "quorum_lost", "quorum_unknown", "cluster_id_mismatch", "duplicate_member"];

    public static IEnumerable<Scene> All =>
    [
        new("peer-cut-leader")
        {
            RoundsBefore = Settled,
            Cluster = Peers,
            InjectAsync = async stage => Isolate(stage, await stage.LeaderAsync()),
            Expects = new("network_partition", Named),
            HealAsync = HealAsync,
            Never = NotDown,
        },
        new("peer-cut-follower")
        {
            RoundsBefore = Settled,
            Cluster = Peers,
            InjectAsync = async stage => Isolate(stage, await stage.FollowerAsync()),
            Expects = new("network_partition", Named) { Told = TimeSpan.FromSeconds(15) },
            HealAsync = HealAsync,
            Never = NotDown,
        },
        new("peer-cut-two-of-five")
        {
            RoundsBefore = Settled,
            Cluster = Peers with { Members = 5 },
            InjectAsync = async stage =>
            {
                EtcdMember leader = await stage.LeaderAsync();
                EtcdMember[] small = [leader, stage.Cluster.Members.First(member => member != leader)];
                stage.Now();
                foreach (EtcdMember member in stage.Cluster.Members.Except(small))
                {
                    Array.ForEach(small, each => stage.Cluster.Partition(each, member));
                }
            },
            Expects = new("network_partition", Named) { NamesVictim = false },
            HealAsync = HealAsync,
            Never = NotDown,
            Cost = 2,
        },
        new("two-leaders") // the old leader goes on for up to an election timeout: at another moment of the monitor's second each time
        {
            Cluster = Peers,
            Configure = (_, options) => options.Thresholds.MaxLeaderChangesPerHour = 100,
            IsRight = (stage, page) => stage.Writer!.Confirms(page),
            InjectAsync = async stage =>
            {
                stage.Write(TimeSpan.FromMilliseconds(100));
                for (int cut = 0; cut < 3; cut++)
                {
                    await stage.WaitAsync(TimeSpan.FromSeconds(stage.Random.NextDouble()));
                    stage.Cluster.Isolate(await stage.LeaderAsync());
                    await stage.WaitAsync(TimeSpan.FromSeconds(3.5));
                    stage.Cluster.Heal();
                    await stage.WaitAsync(TimeSpan.FromSeconds(2));
                }

                Isolate(stage, await stage.LeaderAsync());
            },
            Expects = new("network_partition", Named),
            HealAsync = HealAsync,
            Never = NotDown,
        },
        new("peer-mesh-cut")
        {
            Cluster = Peers,
            InjectAsync = stage =>
            {
                stage.Now();
                foreach (EtcdMember member in stage.Cluster.Members)
                {
                    stage.Cluster.Isolate(member);
                }

                return Task.CompletedTask;
            },
            // the leader is missed after one to two election timeouts; hold 4 s, then 2 s
            Expects = new("no_leader", Silent) { NamesVictim = false, Told = TimeSpan.FromSeconds(8), NotToldBefore = TimeSpan.FromSeconds(4) },
            HealAsync = HealAsync,
            Never = ["member_down", "quorum_unknown", "cluster_id_mismatch", "duplicate_member"],
        },
        new("link-down-leader")
        {
            Cluster = Peers with { ClientProxies = true },
            InjectAsync = async stage =>
            {
                EtcdMember leader = await stage.LeaderAsync();
                Isolate(stage, leader);
                leader.Proxy!.Set(Fault.Blackhole);
            },
            Expects = new("member_down", Silent),
            Lasts = TimeSpan.FromSeconds(5),
            HealAsync = HealAsync,
            Never = ["quorum_lost", "quorum_unknown", "network_partition"],
        },
        new("blind")
        {
            Cluster = Clients,
            InjectAsync = stage =>
            {
                stage.Now();
                foreach (EtcdMember member in stage.Cluster.Members)
                {
                    member.Proxy!.Set(Fault.Blackhole);
                }

                return Task.CompletedTask;
            },
            Expects = new("quorum_unknown", Silent) { NamesVictim = false, Told = TimeSpan.FromSeconds(34), NotToldBefore = TimeSpan.FromSeconds(30) },
            HealAsync = HealAsync,
            Never = ["member_down", "quorum_lost", "no_leader", "network_partition"],
        },
        new("path-cut") // the monitor does not reach one member, its peers do
        {
            Cluster = Clients,
            InjectAsync = async stage =>
            {
                EtcdMember member = await stage.FollowerAsync();
                stage.Now();
                member.Proxy!.Set(Fault.Blackhole);
            },
            Expects = new("path_broken", TimeSpan.FromSeconds(20)),
            HealAsync = HealAsync,
            Never = ["quorum_lost", "quorum_unknown", "no_leader", "network_partition"],
        },
        new("pair-cut") // two followers do not reach each other, the leader reaches both
        {
            Cluster = Peers,
            InjectAsync = stage => PairAsync(stage, Fault.Blackhole),
            Expects = new("asymmetric_partition", Seen) { NamesVictim = false, Clears = Seen },
            HealAsync = HealAsync,
            Never = [.. NotDown, "network_partition", "no_leader"],
        },
        new("pair-refused") // the same, by a firewall that says so
        {
            Cluster = Peers,
            InjectAsync = stage => PairAsync(stage, Fault.Reset),
            Expects = new("asymmetric_partition", Seen) { NamesVictim = false, Clears = Seen },
            HealAsync = HealAsync,
            Never = [.. NotDown, "network_partition", "no_leader"],
        },
        new("election-storm") // a leader is cut off as soon as it leads
        {
            Cluster = Peers,
            InjectAsync = stage =>
            {
                stage.Now();
                stage.Trouble = Background.Start(stop => StormAsync(stage, stop), stage.Stop);
                return Task.CompletedTask;
            },
            Expects = new("election_storm", TimeSpan.FromSeconds(40)) { NamesVictim = false, Clears = TimeSpan.FromSeconds(70) },
            HealAsync = CalmAsync,
            Never = ["member_down", "quorum_unknown", "cluster_id_mismatch", "duplicate_member"],
            MayPage = ["no_leader", "network_partition"],
        },
        new("packet-loss")
        {
            Cluster = Peers,
            InjectAsync = stage =>
            {
                stage.Now();
                stage.Trouble = PacketLoss.Start(stage, lost: 0.3);
                return Task.CompletedTask;
            },
            Expects = new("flapping", TimeSpan.FromSeconds(60)) { NamesVictim = false, Or = ["election_storm", "asymmetric_partition"], Clears = TimeSpan.FromSeconds(75) },
            HealAsync = CalmAsync,
            Never = ["member_down", "quorum_unknown", "cluster_id_mismatch", "duplicate_member", "membership_disagreement"],
            MayPage = ["no_leader", "network_partition"],
        },
    ];

    /// <summary>Ends every fault of the network.</summary>
    public static Task HealAsync(Stage stage)
    {
        stage.Cluster.Heal();
        foreach (EtcdMember member in stage.Cluster.Members)
        {
            member.Proxy?.Heal();
        }

        return Task.CompletedTask;
    }

    private static async Task CalmAsync(Stage stage)
    {
        await stage.Trouble!.DisposeAsync();
        stage.Cluster.Heal();
    }

    private static async Task PairAsync(Stage stage, Fault fault)
    {
        EtcdMember leader = await stage.Cluster.LeaderAsync(stage.Stop);
        EtcdMember[] pair = [.. stage.Cluster.Members.Where(member => member != leader)];
        stage.Now();
        stage.Cluster.SetPeerFault(pair[0], pair[1], fault);
        stage.Cluster.SetPeerFault(pair[1], pair[0], fault);
    }

    private static async Task StormAsync(Stage stage, CancellationToken stop)
    {
        while (true)
        {
            stage.Cluster.Isolate(await stage.Cluster.LeaderAsync(stop));
            await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, stop);
            stage.Cluster.Heal();
            await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, stop);
        }
    }

    private static void Isolate(Stage stage, EtcdMember member)
    {
        stage.Now();
        stage.Cluster.Isolate(member);
    }
}
