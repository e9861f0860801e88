using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class OwnershipTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_commit_that_was_given_up_is_not_taken_for_the_next_one()
    {
        await using var client = new EtcdClient(Proxy.Endpoint);
        await using var session = new EtcdSession(client);
        await using var held = await new DistributedLock(session, At("lock")).AcquireAsync(Token);
        await held.CommitAsync(new Txn().Then(Op.Put(At("work"), "first")), Token);
        Proxy.Set(Fault.Blackhole, FaultDirection.ToClient);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var given = held.CommitAsync(new Txn().Then(Op.Put(At("work"), "second")), stop.Token).AsTask();
        await ValueIsAsync("second");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);
        Proxy.Heal();
        (await held.CommitAsync(new Txn().Then(Op.Put(At("work"), "third")), Token)).Succeeded.ShouldBeTrue();
        await ValueIsAsync("third");
        await held.CommitAsync(new Txn().Then(Op.Put(At("work"), "fourth")), Token);
        await ValueIsAsync("fourth");
        await held.ReleaseAsync(Token);
        (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("lock")), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_that_could_not_be_confirmed_is_made_good_by_the_dispose()
    {
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Proxy.Endpoint], RequestTimeout = TimeSpan.FromSeconds(1) });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(60), ReleaseTimeout = TimeSpan.FromMilliseconds(100) });
        var held = await new DistributedLock(session, At("lock")).AcquireAsync(Token);
        Proxy.Set(Fault.Blackhole, FaultDirection.ToServer);
        using (var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
        {
            await Should.ThrowAsync<Exception>(async () => await held.ReleaseAsync(stop.Token));
        }
        held.IsHeld.ShouldBeFalse();
        await held.DisposeAsync(); // quietly, and goes on in the background
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("lock")), Token)).ShouldBe(1);
        Proxy.Heal();
        await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("lock")), token), count => count == 0, "the key is gone, though the session lives", Long, cancellationToken: Token);
        (await session.GetLeaseAsync(Token)).Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiter_whose_history_was_compacted_while_it_was_cut_off_still_gets_its_turn()
    {
        // a cluster of its own: others on a shared one may need their history
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        var member = cluster.Members[0];
        await using var proxy = FaultProxy.Start(member.Endpoint);
        await using var home = new Home(member);
        await using var client = new EtcdClient(proxy.Endpoint);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(60) });
        var first = await new DistributedLock(home.Session, "lock").AcquireAsync(Token);
        var resource = new DistributedLock(session, "lock");
        var waiting = resource.AcquireAsync(Token).AsTask();
        await Eventually.GetAsync(token => resource.InspectAsync(token), queue => queue.Waiters.Count == 1, "it waits", Long, cancellationToken: Token);
        await WatchersAsync(member, 1);
        proxy.RefuseNew();
        proxy.Set(Fault.Reset);
        await first.ReleaseAsync(Token);
        await home.Client.CompactAsync((await home.Client.PutAsync("a", "x", Token)).Revision, Token);
        proxy.Heal();
        await using var mine = await waiting.WaitAsync(Long, TimeProvider.System, Token);
        mine.IsHeld.ShouldBeTrue();
    }

    private static async Task WatchersAsync(EtcdMember member, int count)
    {
        using var http = EtcdHttp.CreateClient(new EtcdConnectionOptions { Endpoint = member.Endpoint });
        await Eventually.GetAsync(
            async token => (await http.GetStringAsync("/metrics", token)).Split('\n').Single(line => line.StartsWith("etcd_debugging_mvcc_watcher_total ", StringComparison.Ordinal)),
            line => line.EndsWith($" {count}", StringComparison.Ordinal), $"etcd has {count} watchers", Long, cancellationToken: Token);
    }

    private async Task ValueIsAsync(string wanted)
        => await Eventually.GetAsync(token => Connection.Kv.GetAsync(At("work"), token), work => work?.Value.ToString() == wanted, $"it is {wanted}", Long, cancellationToken: Token);
}
