using System.Globalization;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests;

// alone: handles and threads are the whole process's
[Collection(Alone.Name)]
public sealed class RoundsTests
{
    private const int Rounds = 1000;

    // loops and configuration take several round trips each: the suite has a part of them, ROUNDS=1000 all
    private static readonly int SlowRounds = int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "60", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_thousand_rounds_of_everything_leave_nothing_in_the_process_and_nothing_in_etcd() => NothingIsLeftAsync(Rounds, UseAsync);

    [Fact]
    public Task Rounds_of_loops_that_start_and_stop_leave_nothing_in_the_process_and_nothing_in_etcd() => NothingIsLeftAsync(SlowRounds, LoopAsync);

    [Fact]
    public Task Rounds_of_configuration_leave_nothing_in_the_process_and_nothing_in_etcd() => NothingIsLeftAsync(SlowRounds, ConfigureAsync);

    private static async Task NothingIsLeftAsync(int rounds, Func<EtcdClient, Task> use)
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        await using var client = new EtcdClient(cluster.Endpoints[0]);
        await use(client);
        var check = await LeakCheck.StartAsync(LeakScope.All, cluster);
        for (var round = 0; round < rounds; round++)
        {
            await use(client);
        }
        await Parallel.ForAsync(0, rounds / 10, Token, async (_, _) =>
        {
            await using var own = new EtcdClient(cluster.Endpoints[0]);
            await use(own);
        });
        await check.AssertNothingLeftAsync(TimeSpan.FromSeconds(30), Token);
        (await client.CountAsync(KeyRange.All, Token)).ShouldBe(0);
        await WatchersGoneAsync(cluster);
    }

    // every kind of object that holds something, given back in each of the ways there are
    private static async Task UseAsync(EtcdClient client)
    {
        await using var watch = await client.WatchAsync("rounds/a", Token);
        await using var mirror = await client.WithPrefix("rounds/").MirrorAsync(KeyRange.All, Token);
        await using (var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(60), Token))
        {
            await client.PutAsync("rounds/a", "x", new PutOptions { Lease = lease.Id }, Token);
        }
        await using var session = new EtcdSession(client);
        await using (var held = await new DistributedLock(session, "rounds/lock").AcquireAsync(Token))
        {
            held.Lost.IsCancellationRequested.ShouldBeFalse();
            await held.CommitAsync(new Txn().Then(Op.Put("rounds/b", "x"), Op.Delete("rounds/c")), Token);
        }
        await client.DeleteAsync("rounds/b", Token);
        await using (await new ReadWriteLock(session, "rounds/data").AcquireReadAsync(Token))
        {
            (await new ReadWriteLock(session, "rounds/data").TryAcquireWriteAsync(Token)).ShouldBeNull();
        }
        await using (var both = await new LockManager(session, "rounds/locks").AcquireAllAsync(["a", "b"], Token))
        {
            both.Lost.IsCancellationRequested.ShouldBeFalse();
            await both.CommitAsync(new Txn().Then(Op.Delete("rounds/c")), Token);
        }
        await using var leadership = await new LeaderElection(session, "rounds/election").TryCampaignAsync(Token);
        var registry = new ServiceRegistry(session, "rounds/services");
        var instance = new ServiceInstance { Name = "api", Id = $"{session.GetHashCode()}", Address = "localhost", Port = 80 };
        await using var registration = await registry.RegisterAsync(instance, HealthCheck.Custom(_ => ValueTask.FromResult(true)), Token);
        await using var balancer = new LoadBalancer(registry, LoadBalancingStrategy.LeastConnections);
        using var pick = await balancer.PickAsync("api", Token);
    }

    private static async Task ConfigureAsync(EtcdClient client)
    {
        await using var config = new ConfigManager(client, $"rounds/{Guid.NewGuid()}");
        await using var observed = config.ObserveAsync(Token).GetAsyncEnumerator(Token); // left in the middle
        await config.SetAsync("a", 1, Token);
        (await observed.MoveNextAsync()).ShouldBeTrue();
        var (flags, snapshots) = (new FeatureFlags(config), new SnapshotManager(config));
        await flags.EnableAsync("flag", Token);
        await snapshots.CreateAsync(1, Token);
        await config.UpdateAsync("a", _ => 2, Token);
        await snapshots.RestoreAsync(1, Token);
        await snapshots.DeleteAsync(1, Token);
        await flags.RemoveAsync("flag", Token);
        await config.RemoveAsync("a", Token);
    }

    // every loop, stopped at work
    private static async Task LoopAsync(EtcdClient client)
    {
        await using var session = new EtcdSession(client);
        var election = new LeaderElection(session, "rounds/election");
        await StoppedAsync((begun, stop) => new LeaderTask(election, TimeSpan.FromMinutes(1), (_, _) => Done(begun)).RunAsync(stop));
        await StoppedAsync((begun, stop) => new HighAvailabilityCoordinator(election, (_, token) => WorkAsync(begun, token), _ => Task.CompletedTask).RunAsync(stop));
        var group = new ActiveActiveGroup(session, "rounds/group");
        await using (await group.JoinAsync(Token))
        {
            await group.RunAsync("a", (held, _) => held.CommitAsync(new Txn().Then(Op.Delete("rounds/c")), Token).AsTask(), Token);
        }
        await StoppedAsync((begun, stop) => new ShardedOwnership(session, "rounds/shards", 3).RunAsync((_, token) => WorkAsync(begun, token), stop));
    }

    private static Task Done(TaskCompletionSource begun)
    {
        begun.TrySetResult();
        return Task.CompletedTask;
    }

    private static Task WorkAsync(TaskCompletionSource begun, CancellationToken stop)
    {
        begun.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    private static async Task StoppedAsync(Func<TaskCompletionSource, CancellationToken, Task> loop)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = loop(begun, stop.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    private static async Task WatchersGoneAsync(EtcdCluster cluster)
    {
        using var http = EtcdHttp.CreateClient(new EtcdConnectionOptions { Endpoint = cluster.Endpoints[0] });
        await Eventually.GetAsync(
            async token => (await http.GetStringAsync("/metrics", token)).Split('\n').Single(line => line.StartsWith("etcd_debugging_mvcc_watcher_total ", StringComparison.Ordinal)),
            line => line.EndsWith(" 0", StringComparison.Ordinal), "etcd has no watcher left", TimeSpan.FromSeconds(30), cancellationToken: Token);
    }
}
