using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Nothing is wrong, or nothing that anybody should be woken for.</summary>
internal static class CalmScenes
{
    /// <summary>One request that writes to the log each 10 s is what the budget allows: an alarm list.</summary>
    private const ulong EntriesPerMinute = 6;

    public static IEnumerable<Scene> All =>
    [
        new("idle") // probing costs no Raft entry
        {
            InjectAsync = async stage => stage.Index = await IndexAsync(stage),
            Lasts = TimeSpan.FromSeconds(60),
            HealAsync = async stage => stage.Index = await IndexAsync(stage) - stage.Index,
            Review = stage => stage.Index <= EntriesPerMinute ? [] : [$"{stage.Index} Raft entries in an idle minute, {EntriesPerMinute} are allowed"],
        },
        new("leader-moves")
        {
            InjectAsync = async stage =>
            {
                for (int i = 0; i < 5; i++)
                {
                    EtcdMember leader = await stage.LeaderAsync(), next = await stage.FollowerAsync();
                    await using EtcdConnection connection = leader.Connect(), other = next.Connect();
                    MemberId id = (await other.Maintenance.StatusAsync(stage.Stop)).Header.Member;
                    await connection.Maintenance.MoveLeaderAsync(id, stage.Stop);
                    await stage.WaitAsync(TimeSpan.FromSeconds(1 + stage.Random.NextDouble()));
                }
            },
            // five changes within an hour are worth a word
            Expects = new("leader_changes", TimeSpan.FromSeconds(3)) { NamesVictim = false },
            Never = ["no_leader", "quorum_lost", "network_partition", "member_down", "stale_leader"],
        },
    ];

    private static async Task<ulong> IndexAsync(Stage stage)
    {
        await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
        return (await connection.Maintenance.StatusAsync(stage.Stop)).RaftIndex;
    }
}
