using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class DistributedLockTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task One_holds_it_the_others_wait_in_line()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        var held = await resource.AcquireAsync(Token);
        held.IsHeld.ShouldBeTrue();
        (await resource.TryAcquireAsync(Token)).ShouldBeNull();
        var second = resource.AcquireAsync(Token).AsTask();
        await QueueAsync(resource, 1);
        var third = resource.AcquireAsync(Token).AsTask();
        var queue = await QueueAsync(resource, 2);
        queue.Holders.ShouldHaveSingleItem().Fence.ShouldBe(held.Fence);
        second.IsCompleted.ShouldBeFalse();

        await held.ReleaseAsync(Token);
        var next = await second;
        next.Fence.ShouldBeGreaterThan(held.Fence);
        third.IsCompleted.ShouldBeFalse();
        held.IsHeld.ShouldBeFalse();
        held.Lost.IsCancellationRequested.ShouldBeFalse();
        await next.DisposeAsync();
        await (await third).DisposeAsync();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_nothing_behind()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        await using (await resource.AcquireAsync(Token))
        {
            (await resource.TryAcquireAsync(Short, Token)).ShouldBeNull();
            await Should.ThrowAsync<TimeoutException>(async () => await resource.AcquireAsync(Short, Token));
            using var stop = new CancellationTokenSource(Short);
            await Should.ThrowAsync<OperationCanceledException>(async () => await resource.AcquireAsync(stop.Token));
            (await resource.InspectAsync(Token)).Waiters.ShouldBeEmpty();
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Only_the_holder_commits()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        await using var held = await resource.AcquireAsync(Token);
        var read = Op.Get(At("order"));
        (await held.CommitAsync(new Txn().Then(read, Op.Put(At("order"), "charged")), Token)).ResultOf(read).ShouldBeNull();
        (await held.CommitAsync(new Txn().If(Compare.Missing(At("order"))).Then(Op.Put(At("order"), "twice")), Token)).Succeeded.ShouldBeFalse();

        await Connection.Kv.DeleteAsync(held.Key, Token); // an operator with etcdctl

        var lost = await Should.ThrowAsync<OwnershipLostException>(async () => await held.CommitAsync(new Txn().Then(Op.Put(At("order"), "late")), Token));
        lost.Reason.ShouldBe(LossReason.KeyDeleted);
        lost.Fence.ShouldBe(held.Fence);
        held.Lost.IsCancellationRequested.ShouldBeTrue();
        held.IsHeld.ShouldBeFalse();
        (await Connection.Kv.GetAsync(At("order"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("charged");
    }

    [Fact]
    public async Task A_deleted_key_and_a_revoked_lease_fire_Lost()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        await using (var held = await resource.AcquireAsync(Token))
        {
            var lost = held.Lost;
            await Connection.Kv.DeleteAsync(held.Key, Token);
            await Eventually.TrueAsync(() => lost.IsCancellationRequested, "the deletion is seen", cancellationToken: Token);
            held.LossReason.ShouldBe(LossReason.KeyDeleted);
        }
        await using (var held = await resource.AcquireAsync(Token))
        {
            var lost = held.Lost;
            var lease = await home.Session.GetLeaseAsync(Token);
            await Connection.Leases.RevokeAsync(lease.Id, Token);
            await Eventually.TrueAsync(() => lost.IsCancellationRequested, "the revocation is seen", cancellationToken: Token);
            held.IsHeld.ShouldBeFalse();
        }
        // the session may not know of it yet: it finds out, and takes another lease
        await using var again = await resource.AcquireAsync(Token);
        again.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task Work_is_stopped_by_a_loss_and_the_loss_is_told()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        (await resource.RunAsync((held, _) => Task.FromResult(held.Fence.Token), Token)).ShouldBeGreaterThan(0);
        var lost = await Should.ThrowAsync<OwnershipLostException>(() => resource.RunAsync(
            async (held, stop) =>
            {
                await Connection.Kv.DeleteAsync(held.Key, Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }, Token));
        lost.Reason.ShouldBe(LossReason.KeyDeleted);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task It_queues_with_etcdctl_both_ways()
    {
        await using var home = new Home(Member);
        var resource = new DistributedLock(home.Session, At("lock"));
        var held = await resource.AcquireAsync(Token);
        await using (var etcdctl = Etcdctl.Start(Fixture.Version, Member.Endpoint, "lock", At("lock").ToString(), "--ttl=5"))
        {
            await QueueAsync(resource, 1);
            etcdctl.Output.Trim().ShouldBeEmpty();
            await held.ReleaseAsync(Token);
            await Eventually.TrueAsync(() => etcdctl.Output.Contains(At("lock/").ToString(), StringComparison.Ordinal), "etcdctl has it", cancellationToken: Token);
            var mine = resource.AcquireAsync(Token).AsTask();
            await QueueAsync(resource, 1);
            mine.IsCompleted.ShouldBeFalse();
            etcdctl.Interrupt();
            await (await mine.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token)).DisposeAsync();
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Contended_it_loses_no_wake_up_and_its_fences_only_grow()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        List<long> fences = [];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var session = new EtcdSession(client);
            var resource = new DistributedLock(session, At("lock"));
            for (var i = 0; i < 25; i++)
            {
                await using var held = await resource.AcquireAsync(Token);
                fences.Add(held.Fence.Token);
            }
        })));
        fences.Count.ShouldBe(200);
        fences.ShouldBe(fences.Order());
    }

    private async Task<LockQueue> QueueAsync(DistributedLock resource, int waiters)
        => await Eventually.GetAsync(token => resource.InspectAsync(token), queue => queue.Waiters.Count == waiters, $"{waiters} wait", cancellationToken: Token);

    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("lock")), Token)).ShouldBeEmpty();
}

public sealed class DistributedLockTests34(Etcd34 fixture) : DistributedLockTests(fixture);

public sealed class DistributedLockTests35(Etcd35 fixture) : DistributedLockTests(fixture);
