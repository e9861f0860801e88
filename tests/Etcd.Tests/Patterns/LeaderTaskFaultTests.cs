using System.Globalization;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class LeaderTaskFaultTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_round_of_a_leader_that_is_cut_off_is_cancelled_before_the_next_leader_starts()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        await using var proxy = FaultProxy.Start(cluster.Endpoints[0]);
        await using var cutOff = new EtcdClient(proxy.Endpoint);
        await using var first = new EtcdSession(cutOff, new SessionOptions { Ttl = TimeSpan.FromSeconds(2) });
        await using var other = new Home(cluster.Members[0]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource<long>();
        var next = new TaskCompletionSource<long>();
        var old = new LeaderTask(new LeaderElection(first, "task"), Soon, async (leadership, token) =>
        {
            await using var told = token.UnsafeRegister(_ => cancelled.TrySetResult(TimeProvider.System.GetTimestamp()), null);
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }).RunAsync(stop.Token);
        await started.Task.WaitAsync(Deadline, Token);
        var standby = new LeaderTask(new LeaderElection(other.Session, "task"), Soon, (_, _) =>
        {
            next.TrySetResult(TimeProvider.System.GetTimestamp());
            return Task.CompletedTask;
        }).RunAsync(stop.Token);
        await Eventually.GetAsync(token => other.Client.CountAsync(KeyRange.Prefix("task/"), token), count => count == 2, "the other waits", cancellationToken: Token);

        proxy.Set(Fault.Blackhole);
        (await cancelled.Task.WaitAsync(Deadline, Token)).ShouldBeLessThan(await next.Task.WaitAsync(Deadline, Token));

        proxy.Heal();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => old);
        await Should.ThrowAsync<OperationCanceledException>(() => standby);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Over_deleted_keys_revoked_leases_resignations_and_killed_members_what_rounds_write_is_ordered_by_fence(int seed)
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V35 }, Token);
        await using var client = new EtcdClient(string.Join(',', cluster.Endpoints));
        await using var history = await client.WatchAsync("count", Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (committed, resign) = (0, 0);
        EtcdSession[] sessions = [.. Enumerable.Range(0, 3).Select(_ => new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(3) }))];
        var running = sessions.Select(session => new LeaderTask(new LeaderElection(session, "task"), Soon, async (leadership, token) =>
        {
            // read, and write through the fence what was read: two at a time would lose one
            var count = (await client.GetAsync("count", token))?.Value.ToString().Split(' ')[0];
            var next = int.Parse(count ?? "0", CultureInfo.InvariantCulture) + 1;
            await leadership.CommitAsync(new Txn().Then(Op.Put("count", $"{next} {leadership.Fence.Token}")), CancellationToken.None);
            Interlocked.Increment(ref committed);
            if (Interlocked.Exchange(ref resign, 0) == 1)
            {
                await leadership.ResignAsync(CancellationToken.None);
            }
        }).RunAsync(stop.Token)).ToList();

        var random = new Random(seed);
        for (var fault = 0; fault < 9; fault++)
        {
            await MoreRoundsAsync();
            switch (fault % 4)
            {
                case 0:
                    await client.DeleteRangeAsync(KeyRange.Prefix("task/"), Token);
                    break;
                case 1:
                    await client.Leases.RevokeAsync((await sessions[random.Next(sessions.Length)].GetLeaseAsync(Token)).Id, Token);
                    break;
                case 2:
                    Volatile.Write(ref resign, 1);
                    break;
                default:
                    var member = cluster.Members[random.Next(3)];
                    member.Kill();
                    await MoreRoundsAsync();
                    await member.StartAsync(Token);
                    break;
            }
        }
        await MoreRoundsAsync();
        await stop.CancelAsync();
        foreach (var each in running)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => each);
        }
        var last = (await client.GetAsync("count", Token)).ShouldNotBeNull();
        List<(int Count, long Fence)> written = [];
        await foreach (var batch in history.WithCancellation(Token))
        {
            var parts = batch[0].Value.ToString().Split(' ');
            written.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)));
            if (batch.Revision == last.ModRevision)
            {
                break;
            }
        }
        written.Select(each => each.Count).ShouldBe(Enumerable.Range(1, written.Count));
        written.Select(each => each.Fence).ShouldBe(written.Select(each => each.Fence).Order());
        written.DistinctBy(each => each.Fence).Count().ShouldBeGreaterThanOrEqualTo(4);
        written.Count.ShouldBeGreaterThanOrEqualTo(committed);

        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }
        (await client.CountAsync(KeyRange.Prefix("task"), Token)).ShouldBe(0);

        async Task MoreRoundsAsync()
        {
            var wanted = Volatile.Read(ref committed) + 5;
            await Eventually.TrueAsync(() => Volatile.Read(ref committed) >= wanted, "five more rounds", Deadline, cancellationToken: Token);
        }
    }
}
