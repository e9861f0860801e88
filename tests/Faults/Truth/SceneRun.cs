using System.Diagnostics;
using Etcd.Testing;
using EtcdMonitor;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace Faults.Truth;

/// <summary>Plays a scene once: cluster, monitor, fault, verdict, healing.</summary>
/// <param name="scene">The scene.</param>
/// <param name="version">Of etcd.</param>
/// <param name="run">Which of its runs.</param>
/// <param name="seed">Chooses all that is chosen.</param>
internal sealed class SceneRun(Scene scene, EtcdVersion version, int run, int seed)
{
    private static readonly TimeSpan Period = new EtcdMonitor.Probes.ProbeOptions().ProbeInterval;

    /// <summary>Memory, where there is some: the machine's disk has faults of its own when many clusters write to it.</summary>
    private static readonly string? Memory = Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 8L << 30 ? "/dev/shm" : null;

    /// <summary>Verdicts over the last minute or more: they outlast what they are about.</summary>
    private static readonly string[] LookBack =
    [
        "election_storm", "flapping", "leader_changes", "heartbeat_failures", "error_rate", "latency_reads", "latency_writes", "fsync_latency", "commit_latency", "peer_latency",
        "slow_applies", "proposals_failed", "restart_loop",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The rules that judge; fewer where it must show that one is needed.</summary>
    public IReadOnlyList<IRule> Rules { get; init; } = RuleBook.Default;

    /// <summary>A verdict that comes later than so many times its bar is wrong; more than 1 on a machine that does other things meanwhile.</summary>
    public double Slack { get; init; } = 1;

    /// <summary>How long it waits for what is late already, so that the table says how late.</summary>
    public TimeSpan Grace { get; init; } = Patience;

    /// <summary>How many disturbances a scene of many makes.</summary>
    public int Disturbances { get; init; } = 10;

    /// <summary>Plays it.</summary>
    /// <param name="evidence">Where what happened is left when something is wrong; null: nowhere.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
    public async Task<SceneResult> PlayAsync(string? evidence, CancellationToken cancellationToken)
    {
        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(scene.Limit(Disturbances));
        Times times = new(null, null, null);
        List<string> wrong = [];
        try
        {
            await using EtcdCluster cluster = await EtcdCluster.StartAsync(scene.Cluster with { Version = version, ParentFolder = scene.OnDisk ? null : Memory }, limit.Token);
            await using Stage stage = new(cluster, new Random(Seed()), limit.Token) { Disturbances = Disturbances, Version = version };
            using TemporaryFolder folder = new();
            try
            {
                times = await WatchAsync(stage, folder, limit.Token);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                stage.Complain($"it broke: {e}");
            }

            wrong.AddRange(stage.Wrong);
            if (wrong.Count > 0 && evidence is not null)
            {
                Keep(stage, wrong, Path.Combine(evidence, $"{scene.Name}-{version}-{run}"));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            wrong.Add($"its cluster did not start or end: {e.Message}");
        }

        return new(SceneResult.ThisBuild, scene.Name, version.ToString(), run, seed, Disturbances, at, Stopwatch.GetElapsedTime(start).TotalSeconds, times.Event, times.Told, times.Clear, wrong);
    }

    private sealed record Times(double? Event, double? Told, double? Clear);

    private async Task<Times> WatchAsync(Stage stage, TemporaryFolder folder, CancellationToken stop)
    {
        await scene.PrepareAsync(stage);
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        stage.Seen.Hear(receiver);
        await using MonitorService monitor = new(Options(stage, folder, receiver)) { Rules = Rules };
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task following = stage.Seen.FollowAsync(monitor, over.Token);
        try
        {
            stage.Now();
            await monitor.StartAsync(stop);
            if (!scene.Stands)
            {
                await UntilWellAsync(stage, "before the fault");
                await stage.WaitAsync(Period * stage.Random.NextDouble()); // else it would always come at the same moment of the monitor's second
                long before = stage.FaultAt;
                await scene.InjectAsync(stage);
                if (stage.FaultAt == before)
                {
                    stage.Now();
                }
            }

            Judgement judgement = new(scene, stage, Slack, Grace);
            return await JudgeAsync(stage, judgement);
        }
        finally
        {
            await over.CancelAsync();
            await following;
            await monitor.StopAsync(stop);
        }
    }

    private async Task<Times> JudgeAsync(Stage stage, Judgement judgement)
    {
        double? named = await judgement.EventAsync();
        if (scene.Expects is not null && named is null)
        {
            judgement.Review();
            return new(null, null, null);
        }

        double? told = await judgement.ToldAsync(), clear = null;
        await stage.WaitAsync(scene.Lasts);
        if (scene.HealAsync is not null)
        {
            await scene.HealAsync(stage);
            clear = await judgement.ClearAsync();
            await UntilWellAsync(stage, "after healing");
        }

        judgement.Review();
        return new(named, told, clear);
    }

    private async Task UntilWellAsync(Stage stage, string when)
    {
        try
        {
            await Eventually.TrueAsync(
                () => stage.Seen.Last is { Snapshot: var last } && last.State.Round >= scene.RoundsBefore && last.Verdict.Findings.Concat(last.Verdict.Suspected).All(f => f.Severity <= Severity.Info || LookBack.Contains(f.Rule, StringComparer.Ordinal)),
                $"all is well {when}",
                Patience,
                () => stage.Seen.Last?.Snapshot.Verdict.Sentence ?? "nothing",
                stage.Stop);
        }
        catch (TimeoutException e)
        {
            stage.Complain(e.Message);
        }
    }

    private MonitorOptions Options(Stage stage, TemporaryFolder folder, WebhookReceiver receiver)
    {
        Etcd.Client.EtcdConnectionOptions way = stage.Cluster.Members[0].ConnectionOptions;
        MonitorOptions options = new()
        {
            Clusters =
            [
                new()
                {
                    Name = "main",
                    Endpoints = [.. stage.Cluster.Endpoints],
                    TlsEnabled = scene.Cluster.ClientTls != EtcdTlsMode.None,
                    Tls = way.Tls,
                    Username = way.User,
                    Password = way.Password is { } password ? new(password) : null,
                },
            ],
            Storage = new() { Path = folder.File("monitor.db") },
            Channels = new() { Console = new() { Enabled = false }, Webhook = new() { Enabled = true, Url = new(receiver.Url) } },
        };
        scene.Configure(stage, options);
        return options;
    }

    private static void Keep(Stage stage, IEnumerable<string> wrong, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "wrong.txt"), wrong);
        File.WriteAllLines(Path.Combine(folder, "seen.txt"), stage.Seen.Lines(stage.FaultAt));
        foreach (EtcdMember member in stage.Cluster.Members.Where(member => File.Exists(member.LogPath)))
        {
            File.Copy(member.LogPath, Path.Combine(folder, member.Name + ".log"), overwrite: true);
        }
    }

    // each scene by itself: else a fault of one run would come at the same moment of the monitor's second in all of them
    private int Seed() => $"{scene.Name} {version}".Aggregate((seed * 7919) + run, (hash, letter) => unchecked((hash * 31) + letter));
}
