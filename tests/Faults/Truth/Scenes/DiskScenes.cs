using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Disks and databases that are full or slow.</summary>
internal static class DiskScenes
{
    private static readonly TimeSpan Raised = TimeSpan.FromSeconds(3);

    public static IEnumerable<Scene> All =>
    [
        new("nospace")
        {
            Cluster = new() { Members = 3, QuotaBytes = 16 << 20 },
            InjectAsync = async stage =>
            {
                await Load.FillAsync(stage, 64); // until it is refused: that is what raises the alarm
                stage.Now();
            },
            Expects = new("nospace", Raised) { NamesVictim = false, Says = "authorization is off", Told = Raised },
            HealAsync = Load.MakeRoomAsync,
            Never = ["quorum_lost", "no_leader", "corrupt"],
        },
        new("disk-full")
        {
            Cluster = new() { Members = 3, DiskBytes = 160 << 20 },
            WhyNot = () => MemberDisk.WhyNot,
            InjectAsync = async stage =>
            {
                EtcdMember member = await stage.FollowerAsync();
                member.Disk!.Fill();
                await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
                for (int i = 0; member.IsRunning; i++)
                {
                    await connection.Kv.PutAsync($"/truth/{i}", new byte[1 << 16], stage.Stop);
                }

                stage.Now();
            },
            Expects = new("member_down", Raised),
            HealAsync = async stage =>
            {
                stage.Victim!.Disk!.Free();
                await stage.Victim.StartAsync(stage.Stop);
            },
            Never = ["quorum_lost", "no_leader", "nospace", "network_partition"],
        },
    ];
}
