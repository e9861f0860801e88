using Etcd.Testing;

namespace Faults.Truth.Scenes;

/// <summary>Processes that end or stand still.</summary>
internal static class ProcessScenes
{
    private static readonly TimeSpan Dead = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private static readonly string[] NoLoss = ["quorum_lost", "quorum_unknown", "network_partition"];

    public static IEnumerable<Scene> All =>
    [
        new("kill-leader")
        {
            InjectAsync = async stage =>
            {
                stage.Write(Pace);
                Kill(stage, await stage.LeaderAsync());
            },
            Expects = new("member_down", Dead),
            Lasts = TimeSpan.FromSeconds(5), // an election that pages would have by now
            IsRight = (stage, page) => stage.Writer!.Confirms(page),
            HealAsync = RestartAsync,
            Never = NoLoss,
        },
        new("kill-follower")
        {
            InjectAsync = async stage => Kill(stage, await stage.FollowerAsync()),
            Expects = new("member_down", Dead) { Told = TimeSpan.FromSeconds(33), NotToldBefore = TimeSpan.FromSeconds(30) },
            HealAsync = RestartAsync,
            Never = [.. NoLoss, "no_leader"],
        },
        new("freeze-leader")
        {
            InjectAsync = async stage =>
            {
                stage.Write(Pace);
                Freeze(stage, await stage.LeaderAsync());
            },
            Expects = new("member_down", Frozen),
            Lasts = TimeSpan.FromSeconds(5),
            IsRight = (stage, page) => stage.Writer!.Confirms(page),
            HealAsync = ThawAsync,
            Never = NoLoss,
        },
        new("freeze-follower")
        {
            InjectAsync = async stage => Freeze(stage, await stage.FollowerAsync()),
            Expects = new("member_down", Frozen),
            HealAsync = ThawAsync,
            Never = [.. NoLoss, "no_leader"],
        },
        new("quorum-killed")
        {
            InjectAsync = stage => KillAsync(stage, 2),
            Expects = new("quorum_lost", Lost) { NamesVictim = false, Told = Lost },
            HealAsync = RestartAllAsync,
            Never = ["quorum_unknown", "network_partition"],
        },
        new("quorum-frozen")
        {
            InjectAsync = stage => FreezeAsync(stage, 2),
            Expects = new("quorum_lost", Lost) { NamesVictim = false, Told = Lost },
            HealAsync = ThawAsync,
            Never = ["network_partition"],
        },
        new("all-killed")
        {
            InjectAsync = stage => KillAsync(stage, 3),
            Expects = new("quorum_lost", Lost) { NamesVictim = false, Told = Lost },
            HealAsync = RestartAllAsync,
            Never = ["network_partition"],
        },
        new("five-without-two")
        {
            Cluster = new() { Members = 5 },
            InjectAsync = stage => KillAsync(stage, 2),
            Expects = new("fault_tolerance", Dead + Election) // the leader may be one of the two, and until there is another nobody serves
            {
                NamesVictim = false,
                And = ("the tolerance is 0", snapshot => snapshot.Verdict.Tolerance is { Voters: 5, Now: 0, Designed: 2 }),
                Told = TimeSpan.FromSeconds(123),
                NotToldBefore = TimeSpan.FromSeconds(120),
            },
            HealAsync = RestartAllAsync,
            Never = NoLoss,
            Cost = 2,
        },
        new("five-without-three")
        {
            Cluster = new() { Members = 5 },
            InjectAsync = stage => KillAsync(stage, 3),
            Expects = new("quorum_lost", Lost) { NamesVictim = false, Told = Lost, And = ("one voter is missing", snapshot => snapshot.Verdict.Tolerance.Now == -1) },
            HealAsync = RestartAllAsync,
            Never = ["quorum_unknown", "network_partition"],
            Cost = 2,
        },
    ];

    /// <summary>Kills a member; the fault begins with the signal.</summary>
    public static void Kill(Stage stage, EtcdMember member)
    {
        stage.Now();
        member.Kill();
    }

    /// <summary>Starts the victim again.</summary>
    public static Task RestartAsync(Stage stage) => stage.Victim!.StartAsync(stage.Stop);

    /// <summary>Starts all that do not run.</summary>
    public static Task RestartAllAsync(Stage stage) =>
        Task.WhenAll(stage.Cluster.Members.Where(member => !member.IsRunning).Select(member => member.StartAsync(stage.Stop)));

    private static void Freeze(Stage stage, EtcdMember member)
    {
        stage.Now();
        member.Freeze();
    }

    private static Task ThawAsync(Stage stage)
    {
        foreach (EtcdMember member in stage.Cluster.Members.Where(member => member.IsFrozen))
        {
            member.Thaw();
        }

        return Task.CompletedTask;
    }

    private static Task KillAsync(Stage stage, int count) => SomeAsync(stage, count, member => member.Kill());

    private static Task FreezeAsync(Stage stage, int count) => SomeAsync(stage, count, member => member.Freeze());

    private static Task SomeAsync(Stage stage, int count, Action<EtcdMember> act)
    {
        EtcdMember[] members = [.. stage.Cluster.Members];
        stage.Random.Shuffle(members);
        stage.Now();
        foreach (EtcdMember member in members[..count])
        {
            act(member);
        }

        return Task.CompletedTask;
    }
}
