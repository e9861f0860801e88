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
            HealAsync = async stage =>
            {
                await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
                await connection.Cluster.RemoveMemberAsync(stage.Unstarted!.Value, stage.Stop);
            },
            Never = ["quorum_lost", "no_leader", "network_partition"],
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

    private static IEnumerable<string> Members(Stage stage, int voters, int members)
    {
        ClusterSnapshot last = stage.Seen.Last!.Snapshot;
        if (last.State.Voters != voters || last.State.Members.Length != members)
        {
            yield return $"it sees {last.State.Members.Length} members, {last.State.Voters} of them voters; there are {members} and {voters}";
        }
    }
}
