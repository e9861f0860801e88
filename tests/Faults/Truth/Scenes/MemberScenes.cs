using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor;

namespace Faults.Truth.Scenes;

/// <summary>Members that come, go, learn, and are not what they should be.</summary>
internal static class MemberScenes
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    // etcd asks peers to be connected for 5 s before it changes the list; that is not what is shown here
    private static readonly EtcdClusterOptions Changing = new() { Members = 3, ExtraFlags = ["--strict-reconfig-check=false"] };

    // etcd reckons its process's start from the machine's, which clocks that are corrected move: starts within a second are not told apart
    private static readonly TimeSpan TwoStarts = TimeSpan.FromSeconds(2);

    public static IEnumerable<Scene> All =>
    [
        new("learner")
        {
            Cluster = Changing,
            InjectAsync = async stage => await stage.Cluster.AddLearnerAsync(cancellationToken: stage.Stop),
            Lasts = Settled,
            Review = stage => Members(stage, voters: 3, members: 4),
        },
        new("member-added")
        {
            Cluster = Changing,
            InjectAsync = async stage => await stage.Cluster.AddMemberAsync(cancellationToken: stage.Stop),
            Expects = new("even_voters", TimeSpan.FromSeconds(10)) { NamesVictim = false },
            HealAsync = stage => stage.Cluster.RemoveMemberAsync(stage.Cluster.Members[^1], stage.Stop),
            Never = ["quorum_lost", "no_leader", "network_partition", "membership_disagreement", "cluster_id_mismatch"],
        },
        new("member-removed")
        {
            Cluster = Changing with { Members = 4 },
            InjectAsync = async stage => await stage.Cluster.RemoveMemberAsync(await stage.FollowerAsync(), stage.Stop),
            Configure = (stage, options) => options.Clusters[0].Endpoints = [stage.Cluster.Endpoints[0]],
            Lasts = Settled,
            Never = ["quorum_lost", "no_leader", "network_partition", "membership_disagreement", "cluster_id_mismatch"],
            Review = stage => Members(stage, voters: 3, members: 3),
        },
        new("unstarted")
        {
            Cluster = Changing,
            InjectAsync = async stage =>
            {
                await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
                Member added = await connection.Cluster.AddMemberAsync(["http://127.0.0.1:1"], stage.Stop);
                stage.Now();
                stage.Unstarted = added.Id;
            },
            Expects = new("member_unstarted", TimeSpan.FromSeconds(5)) { NamesVictim = false, And = ("it counts in the quorum", snapshot => snapshot.Verdict.Tolerance is { Voters: 4, Quorum: 3, Now: 0 }) },
            HealAsync = RemoveUnstartedAsync,
            Never = ["quorum_lost", "no_leader", "network_partition"],
        },
        new("learner-stuck") // it is there and hears nobody
        {
            Cluster = Changing with { PeerProxies = true },
            PrepareAsync = async stage =>
            {
                stage.Victim = await stage.Cluster.AddLearnerAsync(cancellationToken: stage.Stop);
                stage.Write(TimeSpan.FromMilliseconds(100));
            },
            InjectAsync = stage =>
            {
                stage.Now();
                stage.Cluster.Isolate(stage.Victim!);
                return Task.CompletedTask;
            },
            Expects = new("learner_stuck", TimeSpan.FromSeconds(60)) { Clears = TimeSpan.FromSeconds(10) },
            HealAsync = NetworkScenes.HealAsync,
            Never = ["quorum_lost", "no_leader", "fault_tolerance", "network_partition", "member_down"],
        },
        new("follower-lag") // what the leader sends comes through a narrow pipe
        {
            Cluster = new() { Members = 3, PeerProxies = true },
            Configure = (_, options) => options.Thresholds.MaxFollowerLag = 100, // 1,000 by default: a machine of two cores is slow to write so many
            InjectAsync = async stage =>
            {
                EtcdMember leader = await stage.Cluster.LeaderAsync(stage.Stop), follower = await stage.FollowerAsync();
                stage.Now();
                stage.Cluster.SetPeerFault(leader, follower, Fault.Delay(TimeSpan.FromMilliseconds(200)));
                stage.Write(TimeSpan.FromMilliseconds(20), bytes: 1 << 14);
            },
            Expects = new("follower_lag", TimeSpan.FromSeconds(60)) { Clears = TimeSpan.FromSeconds(30) },
            HealAsync = async stage =>
            {
                await stage.Writer!.DisposeAsync();
                stage.Cluster.Heal();
            },
            Never = ["quorum_lost", "quorum_unknown", "member_down"],
        },
        new("lists-differ") // a member that is cut off does not hear of a change
        {
            Cluster = Changing with { PeerProxies = true },
            InjectAsync = async stage =>
            {
                EtcdMember leader = await stage.Cluster.LeaderAsync(stage.Stop);
                stage.Cluster.Isolate(await stage.FollowerAsync());
                await using EtcdConnection connection = leader.Connect();
                stage.Unstarted = (await connection.Cluster.AddLearnerAsync(["http://127.0.0.1:1"], stage.Stop)).Id;
            },
            Expects = new("membership_disagreement", TimeSpan.FromSeconds(70)) { NamesVictim = false },
            HealAsync = async stage =>
            {
                stage.Cluster.Heal();
                await RemoveUnstartedAsync(stage);
            },
            Never = ["quorum_lost", "member_down", "cluster_id_mismatch"],
            MayPage = ["network_partition"],
        },
        new("versions-differ")
        {
            Cluster = new() { Members = 3, MemberVersions = [EtcdVersion.V34, EtcdVersion.V34, EtcdVersion.V35] },
            Versions = [EtcdVersion.V34],
            WhyNot = () => EtcdBinary.Find(EtcdVersion.V35) is null ? "there is no etcd 3.5 beside 3.4" : null,
            Stands = true,
            Expects = new("version_drift", TimeSpan.FromSeconds(35)) { NamesVictim = false },
            Never = ["quorum_lost", "no_leader", "member_down", "silent_corruption"],
        },
        new("versions-differ-kill-leader")
        {
            Cluster = new() { Members = 3, MemberVersions = [EtcdVersion.V34, EtcdVersion.V34, EtcdVersion.V35] },
            Versions = [EtcdVersion.V34],
            WhyNot = () => EtcdBinary.Find(EtcdVersion.V35) is null ? "there is no etcd 3.5 beside 3.4" : null,
            InjectAsync = async stage => ProcessScenes.Kill(stage, await stage.LeaderAsync()),
            Expects = new("member_down", TimeSpan.FromSeconds(3)),
            HealAsync = ProcessScenes.RestartAsync,
            Never = ["quorum_lost", "network_partition"],
        },
        new("two-clusters") // behind one list of endpoints
        {
            PrepareAsync = async stage => stage.Other = stage.Own(await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = stage.Version }, stage.Stop)),
            Configure = (stage, options) => options.Clusters[0].Endpoints = [.. stage.Cluster.Endpoints, .. stage.Other!.Endpoints],
            Stands = true,
            Expects = new("cluster_id_mismatch", TimeSpan.FromSeconds(5)) { NamesVictim = false },
            Never = ["quorum_lost", "no_leader", "network_partition", "silent_corruption"],
            MayPage = ["split_brain"],
        },
        new("duplicate-member") // started a second time from a copy of its data
        {
            PrepareAsync = TwinAsync,
            Configure = (stage, options) => options.Clusters[0].Endpoints = [.. stage.Cluster.Endpoints, .. stage.Other!.Endpoints],
            Stands = true,
            Expects = new("duplicate_member", TimeSpan.FromSeconds(15)),
            Never = ["quorum_lost", "no_leader"],
            MayPage = ["silent_corruption"],
        },
        new("one-member-two-urls") // a proxy before a member is no second member
        {
            Configure = (stage, options) => options.Clusters[0].Endpoints =
                [.. stage.Cluster.Endpoints, stage.Own(FaultProxy.Start(stage.Cluster.Members[0].DirectEndpoint)).Endpoint],
            Stands = true,
            Lasts = Settled,
            Review = stage => Members(stage, voters: 3, members: 3),
        },
    ];

    private static async Task RemoveUnstartedAsync(Stage stage)
    {
        await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
        await connection.Cluster.RemoveMemberAsync(stage.Unstarted!.Value, stage.Stop);
    }

    /// <summary>A member's data directory is copied while it is down, and a second process starts on the copy: same member, same cluster, alone.</summary>
    private static async Task TwinAsync(Stage stage)
    {
        EtcdMember member = await stage.FollowerAsync();
        EtcdCluster other = stage.Own(await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = stage.Version, ExtraFlags = ["--force-new-cluster"] }, stage.Stop));
        EtcdMember twin = other.Members[0];
        twin.Kill();
        await member.StopAsync(stage.Stop);
        Directory.Delete(twin.DataFolder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(member.DataFolder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(twin.DataFolder, Path.GetRelativePath(member.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await member.StartAsync(stage.Stop);
        await stage.WaitAsync(TwoStarts);
        await twin.StartAsync(stage.Stop);
        stage.Other = other;
    }

    private static IEnumerable<string> Members(Stage stage, int voters, int members)
    {
        ClusterSnapshot last = stage.Seen.Last!.Snapshot;
        if (last.State.Voters != voters || last.State.Members.Length != members)
        {
            yield return $"it sees {last.State.Members.Length} members, {last.State.Voters} of them voters; there are {members} and {voters}";
        }
    }
}
