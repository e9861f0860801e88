using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class ReadWriteLockTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Readers_share_it_and_a_writer_has_it_alone()
    {
        await using var home = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        var first = await data.AcquireReadAsync(Token);
        var second = await data.AcquireReadAsync(Token);
        (first.Mode, second.Mode).ShouldBe((LockMode.Shared, LockMode.Shared));
        (await data.TryAcquireWriteAsync(Token)).ShouldBeNull();
        var writing = data.AcquireWriteAsync(Token).AsTask();
        await QueueAsync(data, 1);
        await first.ReleaseAsync(Token);
        writing.IsCompleted.ShouldBeFalse();
        await second.ReleaseAsync(Token);
        await using (var writer = await writing)
        {
            writer.Mode.ShouldBe(LockMode.Exclusive);
            writer.Fence.ShouldBeGreaterThan(second.Fence);
            (await data.TryAcquireReadAsync(Token)).ShouldBeNull();
            (await data.TryAcquireWriteAsync(Token)).ShouldBeNull();
            await writer.CommitAsync(new Txn().Then(Op.Put(At("written"), "once")), Token);
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Who_comes_after_a_waiting_writer_waits_behind_it()
    {
        await using var home = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        var reader = await data.AcquireReadAsync(Token);
        var writing = data.AcquireWriteAsync(Token).AsTask();
        await QueueAsync(data, 1);
        (await data.TryAcquireReadAsync(Token)).ShouldBeNull();
        var later = Enumerable.Range(0, 3).Select(_ => data.AcquireReadAsync(Token).AsTask()).ToArray();
        var queue = await QueueAsync(data, 4);
        queue.Prefix.ShouldBe(At("data"));
        queue.Holders.ShouldHaveSingleItem().Fence.ShouldBe(reader.Fence);
        queue.Waiters.Select(waiter => waiter.Mode).ShouldBe([LockMode.Exclusive, LockMode.Shared, LockMode.Shared, LockMode.Shared]);
        queue.Waiters.ShouldAllBe(waiter => waiter.Owner == home.Session.Owner);
        var last = data.AcquireWriteAsync(Token).AsTask();
        await QueueAsync(data, 5);

        await reader.ReleaseAsync(Token);
        await using (await writing)
        {
            later.ShouldAllBe(each => !each.IsCompleted);
        }
        var readers = await Task.WhenAll(later);
        last.IsCompleted.ShouldBeFalse();
        (await data.InspectAsync(Token)).Holders.Count.ShouldBe(3);
        await Task.WhenAll(readers.Select(each => each.DisposeAsync().AsTask()));
        await (await last).DisposeAsync();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_flood_of_readers_keeps_no_writer_waiting()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writerFence = long.MaxValue;
        var (overtaken, reads) = (0, 0);
        var flood = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var session = new EtcdSession(client);
            var data = new ReadWriteLock(session, At("data"));
            while (!enough.IsCancellationRequested)
            {
                await using var held = await data.AcquireReadAsync(Token);
                Interlocked.Increment(ref reads);
                if (held.Fence.Token > Interlocked.Read(ref writerFence))
                {
                    Interlocked.Increment(ref overtaken);
                }
            }
        })).ToArray();
        await using var home = new Home(Member);
        var mine = new ReadWriteLock(home.Session, At("data"));
        await Eventually.TrueAsync(() => Volatile.Read(ref reads) > 50, "they read", Long, cancellationToken: Token);
        for (var i = 0; i < 5; i++)
        {
            await using var writer = await mine.AcquireWriteAsync(Long, Token);
            Interlocked.Exchange(ref writerFence, writer.Fence.Token);
            var queue = await mine.InspectAsync(Token);
            queue.Holders.ShouldHaveSingleItem().Fence.ShouldBe(writer.Fence);
            Interlocked.Exchange(ref writerFence, long.MaxValue);
        }
        await enough.CancelAsync();
        await Task.WhenAll(flood);
        overtaken.ShouldBe(0);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_reader_that_dies_makes_way()
    {
        await using var home = new Home(Member);
        await using var dying = new Home(Member);
        var held = await new ReadWriteLock(dying.Session, At("data")).AcquireReadAsync(Token);
        var data = new ReadWriteLock(home.Session, At("data"));
        var writing = data.AcquireWriteAsync(Token).AsTask();
        await QueueAsync(data, 1);
        await Connection.Leases.RevokeAsync((await dying.Session.GetLeaseAsync(Token)).Id, Token);
        await using var writer = await writing.WaitAsync(Long, TimeProvider.System, Token);
        await Should.ThrowAsync<OwnershipLostException>(async () => await held.CommitAsync(new Txn().Then(Op.Put(At("late"), "x")), Token));
        (await Connection.Kv.GetAsync(At("late"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Readers_never_see_a_write_half_done()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        var (a, b, torn) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            await using var session = new EtcdSession(client);
            var data = new ReadWriteLock(session, At("data"));
            for (var i = 0; i < 20; i++)
            {
                if (worker % 3 == 0)
                {
                    await data.RunWriteAsync(
                        async (held, stop) =>
                        {
                            a++;
                            await held.CommitAsync(new Txn().Then(Op.Put(At("a"), a)), stop);
                            b++;
                        }, Token);
                }
                else if (await data.RunReadAsync((_, _) => Task.FromResult(a != b), Token))
                {
                    Interlocked.Increment(ref torn);
                }
            }
        })));
        (a, b, torn).ShouldBe((40, 40, 0));
        (await Connection.Kv.GetAsync(At("a"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("40");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_nothing_behind()
    {
        await using var home = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        await using (await data.AcquireWriteAsync(Token))
        {
            (await data.TryAcquireReadAsync(Short, Token)).ShouldBeNull();
            (await data.TryAcquireWriteAsync(Short, Token)).ShouldBeNull();
            (await Should.ThrowAsync<TimeoutException>(async () => await data.AcquireReadAsync(Short, Token))).Message.ShouldContain(At("data").ToString());
            await Should.ThrowAsync<TimeoutException>(async () => await data.AcquireWriteAsync(Short, Token));
            using var stop = new CancellationTokenSource(Short);
            await Should.ThrowAsync<OperationCanceledException>(async () => await data.AcquireReadAsync(stop.Token));
            (await data.InspectAsync(Token)).Waiters.ShouldBeEmpty();
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task It_queues_with_the_keys_that_clients_in_Go_write()
    {
        await using var home = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        await Connection.Kv.PutAsync(At("data/write/1732200000000000000"), "", Token);
        var reading = data.AcquireReadAsync(Token).AsTask();
        await QueueAsync(data, 1);
        await Connection.Kv.PutAsync(At("data/read/1732200000000000001"), "", Token);
        var writing = data.AcquireWriteAsync(Token).AsTask();
        var queue = await QueueAsync(data, 3);
        queue.Holders.ShouldHaveSingleItem().Mode.ShouldBe(LockMode.Exclusive);
        queue.Waiters[1].ShouldSatisfyAllConditions(theirs => theirs.Mode.ShouldBe(LockMode.Shared), theirs => theirs.Owner.ShouldBeEmpty());

        await Connection.Kv.DeleteAsync(At("data/write/1732200000000000000"), Token);
        var mine = await reading;
        // what a reader and a writer in Go look for: the last key before theirs under {prefix}/write, and under {prefix}/
        mine.Key.StartsWith(At("data/read/")).ShouldBeTrue();
        (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("data/write")), Token)).ShouldHaveSingleItem().Version.ShouldBe(1);
        await mine.CommitAsync(new Txn().Then(Op.Put(At("elsewhere"), "x")), Token);
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("data/")), Token)).ShouldBe(3); // a commit leaves no mark among them
        await mine.ReleaseAsync(Token);
        writing.IsCompleted.ShouldBeFalse();
        await Connection.Kv.DeleteAsync(At("data/read/1732200000000000001"), Token);
        await (await writing).DisposeAsync();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_plain_lock_on_the_same_prefix_counts_as_a_writer()
    {
        await using var home = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        var plain = new DistributedLock(home.Session, At("data"));
        await using (await plain.AcquireAsync(Token))
        {
            (await data.TryAcquireReadAsync(Token)).ShouldBeNull();
            (await data.TryAcquireWriteAsync(Token)).ShouldBeNull();
        }
        await using (await data.AcquireReadAsync(Token))
        {
            (await plain.TryAcquireAsync(Token)).ShouldBeNull();
        }
        await using (var etcdctl = Etcdctl.Start(Fixture.Version, Member.Endpoint, "lock", At("data").ToString(), "--ttl=5"))
        {
            await Eventually.TrueAsync(() => etcdctl.Output.Contains(At("data/").ToString(), StringComparison.Ordinal), "etcdctl has it", cancellationToken: Token);
            var reading = data.AcquireReadAsync(Token).AsTask();
            await QueueAsync(data, 1);
            etcdctl.Interrupt();
            await (await reading.WaitAsync(Long, TimeProvider.System, Token)).DisposeAsync();
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_place_that_is_lost_while_waiting_is_taken_anew()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        var data = new ReadWriteLock(home.Session, At("data"));
        var held = await data.AcquireWriteAsync(Token);
        var waiting = new ReadWriteLock(other.Session, At("data")).AcquireReadAsync(Token).AsTask();
        var first = (await QueueAsync(data, 1)).Waiters[0];
        await Connection.Leases.RevokeAsync(first.Lease, Token);
        var second = (await Eventually.GetAsync(token => data.InspectAsync(token), queue => queue.Waiters is [var one] && one.Fence != first.Fence, "it waits again", Long, cancellationToken: Token)).Waiters[0];
        second.Lease.ShouldNotBe(first.Lease);
        await held.ReleaseAsync(Token);
        await using var mine = await waiting;
        mine.Fence.ShouldBe(second.Fence);
    }

    private async Task<LockQueue> QueueAsync(ReadWriteLock data, int waiters)
        => await Eventually.GetAsync(token => data.InspectAsync(token), queue => queue.Waiters.Count == waiters, $"{waiters} wait", Long, cancellationToken: Token);

    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("data")), Token)).ShouldBeEmpty();
}

public sealed class ReadWriteLockTests34(Etcd34 fixture) : ReadWriteLockTests(fixture);

public sealed class ReadWriteLockTests35(Etcd35 fixture) : ReadWriteLockTests(fixture);
