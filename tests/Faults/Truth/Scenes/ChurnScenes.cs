using System.Globalization;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Elections, restarts and defragmentations, one after the other: a critical notification is false unless an independent writer saw an outage as long as the hold.</summary>
internal static class ChurnScenes
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly (string Name, Func<Stage, Task> ActAsync)[] Disturbances =
    [
        ("leader moved", MoveAsync),
        ("leader killed", async stage => await KillAsync(stage, await stage.LeaderAsync())),
        ("follower killed", async stage => await KillAsync(stage, await stage.FollowerAsync())),
        ("leader stopped", async stage => await StopAsync(stage, await stage.LeaderAsync())),
        ("all defragmented", DefragmentAsync),
    ];

    public static IEnumerable<Scene> All =>
    [
        new("churn")
        {
            Configure = (_, options) => options.Thresholds.MaxLeaderChangesPerHour = 10_000,
            PrepareAsync = stage => Load.FillAsync(stage, 32),
            InjectAsync = async stage =>
            {
                stage.Write(Pace);
                for (int i = 0; i < stage.Disturbances; i++)
                {
                    await Disturbances[i % Disturbances.Length].ActAsync(stage);
                    await stage.WaitAsync(TimeSpan.FromSeconds(0.5 + (2 * stage.Random.NextDouble())));
                }
            },
            Lasts = TimeSpan.FromSeconds(5),
            OnlyPagesCount = true,
            IsRight = (stage, page) => stage.Writer!.Confirms(page),
            Never = ["quorum_unknown", "cluster_id_mismatch", "duplicate_member", "silent_corruption"],
            Review = stage => stage.Writer!.Writes > 10 * stage.Disturbances ? [] : [string.Create(CultureInfo.InvariantCulture, $"too little to say anything: {stage.Writer.Writes} writes")],
            Limit = count => TimeSpan.FromMinutes(3) + (TimeSpan.FromSeconds(15) * count),
        },
    ];

    private static async Task MoveAsync(Stage stage)
    {
        EtcdMember leader = await stage.LeaderAsync(), next = await stage.FollowerAsync();
        await using EtcdConnection connection = leader.Connect(), other = next.Connect();
        await connection.Maintenance.MoveLeaderAsync((await other.Maintenance.StatusAsync(stage.Stop)).Header.Member, stage.Stop);
    }

    private static async Task KillAsync(Stage stage, EtcdMember member)
    {
        member.Kill();
        await AwayAsync(stage, member);
    }

    private static async Task StopAsync(Stage stage, EtcdMember member)
    {
        await member.StopAsync(stage.Stop);
        await AwayAsync(stage, member);
    }

    private static async Task AwayAsync(Stage stage, EtcdMember member)
    {
        await stage.WaitAsync(TimeSpan.FromSeconds(3 * stage.Random.NextDouble()));
        await member.StartAsync(stage.Stop);
    }

    private static async Task DefragmentAsync(Stage stage)
    {
        EtcdMember leader = await stage.LeaderAsync();
        foreach (EtcdMember member in stage.Cluster.Members.OrderBy(member => member == leader))
        {
            await using EtcdConnection connection = new(member.ConnectionOptions with { RequestTimeout = TimeSpan.FromSeconds(30) });
            await connection.Maintenance.DefragmentAsync(stage.Stop);
        }
    }
}
