using System.Diagnostics;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Disks and databases that are full, slow or wrong.</summary>
internal static class DiskScenes
{
    private static readonly TimeSpan Raised = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // a figure over a page of metrics lasts until the next but one page
    private static readonly TimeSpan TwoPages = TimeSpan.FromSeconds(25);

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
            InjectAsync = FillDiskAsync,
            Expects = new("member_down", Raised),
            HealAsync = async stage =>
            {
                stage.Victim!.Disk!.Free();
                await stage.Victim.StartAsync(stage.Stop);
            },
            Never = ["quorum_lost", "no_leader", "nospace", "network_partition"],
        },
        new("slow-disk-leader")
        {
            WhyNot = () => SlowDisk.WhyNot,
            InjectAsync = stage => SlowAsync(stage, TimeSpan.FromMilliseconds(300)),
            Expects = new("fsync_latency", Slow) { Clears = TwoPages },
            HealAsync = HasteAsync,
            Never = ["quorum_lost", "quorum_unknown", "network_partition", "member_down"],
        },
        new("stalled-disk-leader")
        {
            WhyNot = () => SlowDisk.WhyNot,
            InjectAsync = stage => SlowAsync(stage, TimeSpan.FromSeconds(60)),
            Expects = new("stale_leader", Slow) { Or = ["stalled_disk"], Says = "disk may be stalled", Clears = TwoPages },
            HealAsync = HasteAsync,
            Never = ["quorum_lost", "quorum_unknown", "network_partition"],
            MayPage = ["no_leader", "fsync_latency"],
        },
        new("defrag-leader") // nobody is served for seconds, and nobody is woken for it
        {
            PrepareAsync = stage => Load.FillAsync(stage, 288),
            InjectAsync = async stage =>
            {
                EtcdMember leader = await stage.LeaderAsync();
                stage.Now();
                await using EtcdConnection connection = new(leader.ConnectionOptions with { RequestTimeout = TimeSpan.FromMinutes(1) });
                await connection.Maintenance.DefragmentAsync(stage.Stop);
                stage.Lasted = Stopwatch.GetElapsedTime(stage.FaultAt);
            },
            OnlyPagesCount = true,
            OnDisk = true,
            Review = stage => stage.Lasted < Long || stage.Seen.Sights.SelectMany(sight => sight.Findings).Any(f => f.Rule == "defrag_running" && f.Member == stage.VictimName)
                ? [] : [$"a defragmentation of {stage.Lasted.TotalSeconds:0.0} s was never named"],
            Lasts = TimeSpan.FromSeconds(12),
            Never = ["quorum_lost", "quorum_unknown", "network_partition", "silent_corruption"],
            Cost = 3,
        },
        new("flipped-byte")
        {
            Cluster = new() { Members = 3, ExtraFlags = ["--strict-reconfig-check=false"] },
            PrepareAsync = stage => Load.FillAsync(stage, 24), // a hash takes so little time of it that its budget allows one a minute, on a busy machine too
            InjectAsync = FlippedByte.InjectAsync,
            Expects = new("silent_corruption", TimeSpan.FromSeconds(120)) { Clears = TimeSpan.FromSeconds(130), AtLeast = EtcdMonitor.Rules.Severity.Critical },
            HealAsync = stage => stage.Cluster.ReplaceAsync(stage.Victim!, stage.Stop),
            Never = ["quorum_lost", "no_leader", "network_partition"],
            Cost = 2,
        },
    ];

    private static async Task FillDiskAsync(Stage stage)
    {
        EtcdMember member = await stage.FollowerAsync();
        member.Disk!.Fill();
        await using EtcdConnection connection = (await stage.Cluster.LeaderAsync(stage.Stop)).Connect();
        for (int i = 0; member.IsRunning; i++)
        {
            await connection.Kv.PutAsync($"/truth/{i}", new byte[1 << 16], stage.Stop);
        }

        stage.Now();
    }

    private static async Task SlowAsync(Stage stage, TimeSpan perSync)
    {
        EtcdMember leader = await stage.LeaderAsync();
        stage.Write(Pace); // a disk that nobody writes to is slow for nobody
        stage.Now();
        stage.Slowness = await leader.SlowDiskAsync(perSync, stage.Stop);
    }

    private static Task HasteAsync(Stage stage)
    {
        stage.Slowness!.Dispose();
        return Task.CompletedTask;
    }
}
