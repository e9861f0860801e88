using System.Globalization;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class LockManagerTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_set_is_all_of_its_locks_under_one_fence()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        var both = await locks.AcquireAllAsync(["b", "a"], Token);
        both.Names.ShouldBe(["b", "a"]);
        (both.IsHeld, both["a"].IsHeld, both["b"].IsHeld).ShouldBe((true, true, true));
        (both["a"].Fence, both["b"].Fence).ShouldBe((both.Fence, both.Fence));
        both["a"].Key.StartsWith(At("locks/a/")).ShouldBeTrue();
        Should.Throw<KeyNotFoundException>(() => both["c"]).Message.ShouldBe("The set holds b, a, but not 'c'.");
        (await locks.GetLock("a").TryAcquireAsync(Token)).ShouldBeNull();
        (await locks.GetReadWriteLock("b").TryAcquireReadAsync(Token)).ShouldBeNull();
        (await new DistributedLock(home.Session, At("locks/a")).TryAcquireAsync(Token)).ShouldBeNull();

        await both.CommitAsync(new Txn().Then(Op.Put(At("transfer"), "done")), Token);
        await both["a"].CommitAsync(new Txn().Then(Op.Put(At("a"), "1")), Token);
        await both.CommitAsync(new Txn().Then(Op.Put(At("transfer"), "done twice")), Token);
        await using var gone = await home.Client.WatchAsync(KeyRange.Prefix(At("locks/")), new WatchOptions { Filter = WatchFilter.NoPuts }, Token);
        await both.ReleaseAsync(Token);
        await using var batches = gone.GetAsyncEnumerator(Token);
        await batches.MoveNextAsync();
        batches.Current.Select(each => each.Key).ShouldBe([both["a"].Key, both["b"].Key], ignoreOrder: true); // at one revision
        (both.IsHeld, both["a"].IsHeld, both.LossReason).ShouldBe((false, false, null));
        await both.DisposeAsync();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Sets_are_served_in_the_order_in_which_they_came()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        var first = await locks.AcquireAllAsync(["a", "b"], Token);
        var second = locks.AcquireAllAsync(["c", "b"], Token).AsTask();
        await WaitersAsync(locks, 1);
        var third = locks.AcquireAllAsync(["a", "c"], Token).AsTask();
        await WaitersAsync(locks, 3); // for a behind the first, for c behind the second, which waits itself
        (await locks.GetLock("c").TryAcquireAsync(Token)).ShouldBeNull();
        await first.DisposeAsync();
        await using (await second)
        {
            third.IsCompleted.ShouldBeFalse();
        }
        await (await third).DisposeAsync();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task To_try_means_all_or_none()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        await using (await locks.GetReadWriteLock("b").AcquireReadAsync(Token))
        {
            (await locks.TryAcquireAllAsync(["a", "b", "c"], Token)).ShouldBeNull();
            (await locks.TryAcquireAllAsync(["a", "b", "c"], Short, Token)).ShouldBeNull();
            (await Should.ThrowAsync<TimeoutException>(async () => await locks.AcquireAllAsync(["a", "b"], Short, Token))).Message.ShouldContain("a, b");
            using var stop = new CancellationTokenSource(Short);
            await Should.ThrowAsync<OperationCanceledException>(async () => await locks.AcquireAllAsync(["c", "b"], stop.Token));
            (await locks.InspectAsync(Token)).ShouldHaveSingleItem().Prefix.ShouldBe(At("locks/b"));
        }
        await using (var all = await locks.TryAcquireAllAsync(["a", "b", "c"], TimeSpan.Zero, Token))
        {
            all.ShouldNotBeNull().Names.Count.ShouldBe(3);
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Sets_that_overlap_never_deadlock_and_exclude_each_other()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        await using var client = new EtcdClient(Member.Endpoint);
        var holders = new int[names.Length];
        var last = new long[names.Length];
        var (wrong, done) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            await using var session = new EtcdSession(client);
            var locks = new LockManager(session, At("locks"));
            for (var i = 0; i < 20; i++)
            {
                string[] mine = [.. random.GetItems(names, random.Next(1, 4)).Distinct()];
                await using var set = await locks.AcquireAllAsync(mine, Long, Token);
                foreach (var at in mine.Select(name => Array.IndexOf(names, name)))
                {
                    wrong += Interlocked.Increment(ref holders[at]) != 1 || last[at] >= set.Fence.Token ? 1 : 0;
                    last[at] = set.Fence.Token;
                }
                await set.CommitAsync(new Txn().Then(Op.Put(At($"work/{worker}"), i)), Token);
                foreach (var at in mine.Select(name => Array.IndexOf(names, name)))
                {
                    Interlocked.Decrement(ref holders[at]);
                }
                Interlocked.Increment(ref done);
            }
        })));
        (wrong, done).ShouldBe((0, 200));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_set_is_lost_when_one_of_its_locks_is_and_then_writes_nothing()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        await using (var both = await locks.AcquireAllAsync(["a", "b"], Token))
        {
            await both.CommitAsync(new Txn().Then(Op.Put(At("order"), "first")), Token);
            await Connection.Kv.DeleteAsync(both["b"].Key, Token);
            var refused = await Should.ThrowAsync<OwnershipLostException>(async () => await both.CommitAsync(new Txn().Then(Op.Put(At("order"), "late")), Token));
            refused.Reason.ShouldBe(LossReason.KeyDeleted);
            refused.Message.ShouldContain(both["b"].Key.ToString());
            (await home.Client.CommitAsync(new Txn().If(both.Guard), Token)).Succeeded.ShouldBeFalse();
            (both.IsHeld, both.Lost.IsCancellationRequested, both["a"].IsHeld).ShouldBe((false, true, true));
            (await locks.GetLock("a").TryAcquireAsync(Token)).ShouldBeNull(); // still locked
        }
        await using (var both = await locks.AcquireAllAsync(["a", "b"], Token))
        {
            var lost = both.Lost;
            await Connection.Kv.DeleteAsync(both["a"].Key, Token);
            await Eventually.TrueAsync(() => lost.IsCancellationRequested, "the deletion is seen", Long, cancellationToken: Token);
            both.LossReason.ShouldBe(LossReason.KeyDeleted);
        }
        await using (var both = await locks.AcquireAllAsync(["a", "b"], Token))
        {
            await both["a"].ReleaseAsync(Token);
            await Should.ThrowAsync<OwnershipLostException>(async () => await both.CommitAsync(new Txn().Then(Op.Put(At("order"), "half")), Token));
        }
        (await Connection.Kv.GetAsync(At("order"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("first");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_lease_that_ends_takes_the_set_with_it()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        var lost = await Should.ThrowAsync<OwnershipLostException>(() => locks.RunAllAsync(
            ["a", "b"],
            async (set, stop) =>
            {
                await Connection.Leases.RevokeAsync((await home.Session.GetLeaseAsync(Token)).Id, Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }, Token));
        lost.Reason.ShouldBeOneOf(LossReason.KeyDeleted, LossReason.LeaseRevoked);
        (await locks.RunAllAsync(["a", "b"], (set, _) => Task.FromResult(set.IsHeld), Token)).ShouldBeTrue();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_set_that_loses_a_place_while_waiting_queues_anew_with_all()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        var held = await locks.GetLock("a").AcquireAsync(Token);
        var waiting = locks.AcquireAllAsync(["a", "b"], Token).AsTask();
        var first = (await WaitersAsync(locks, 1)).Single(queue => queue.Prefix == At("locks/b")).Holders[0];
        await Connection.Kv.DeleteRangeAsync(KeyRange.Prefix(At("locks/b/")), Token);
        await held.ReleaseAsync(Token);
        await using (var set = await waiting.WaitAsync(Long, TimeProvider.System, Token))
        {
            set.Fence.ShouldBeGreaterThan(first.Fence);
            (await locks.InspectAsync(Token)).Select(queue => queue.Holders.ShouldHaveSingleItem().Fence).ShouldBe([set.Fence, set.Fence]);
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_hundred_locks_are_one_set()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        string[] names = [.. Enumerable.Range(0, 100).Select(each => each.ToString("000", CultureInfo.InvariantCulture))];
        await using (var all = await locks.AcquireAllAsync(names, Token))
        {
            all.Lost.IsCancellationRequested.ShouldBeFalse();
            await all.CommitAsync(new Txn().Then(Op.Put(At("a"), "x"), Op.Put(At("b"), "x")), Token);
            (await locks.InspectAsync(Token)).Select(queue => queue.Prefix).ShouldBe(names.Select(name => At("locks/" + name)));
        }
        await NothingLeftAsync();
    }

    [Fact]
    public async Task It_shows_locks_and_nothing_else()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        (await locks.InspectAsync(Token)).ShouldBeEmpty();
        await using var b = await locks.GetReadWriteLock("b").AcquireReadAsync(Token);
        await using var a = await locks.GetLock("a").AcquireAsync(Token);
        await a.CommitAsync(new Txn().Then(Op.Put(At("work"), "x")), Token); // leaves a mark beside the lock
        await Connection.Kv.PutAsync(At("locks/readme"), "not a lock", Token);
        var found = await locks.InspectAsync(Token);
        found.Select(queue => queue.Prefix).ShouldBe([At("locks/a"), At("locks/b")]);
        found.Select(queue => queue.Holders.ShouldHaveSingleItem().Mode).ShouldBe([LockMode.Exclusive, LockMode.Shared]);
    }

    [Fact]
    public async Task Names_that_cannot_be_are_refused_by_name()
    {
        await using var home = new Home(Member);
        var locks = new LockManager(home.Session, At("locks"));
        Should.Throw<ArgumentException>(() => locks.GetLock("")).Message.ShouldStartWith("'' cannot be a lock's name");
        Should.Throw<ArgumentException>(() => locks.GetReadWriteLock("a/b")).Message.ShouldStartWith("'a/b' cannot");
        Should.Throw<ArgumentException>(() => locks.GetLock("a.marks")).Message.ShouldStartWith("'a.marks' cannot");
        Should.Throw<ArgumentException>(() => new LockManager(home.Session, "")).Message.ShouldStartWith("The prefix is empty");
        (await RefusedAsync()).ShouldStartWith("0 names: a set has 1 to 100 locks");
        (await RefusedAsync("a", "b/")).ShouldStartWith("'b/' cannot");
        (await RefusedAsync("a", "b", "a")).ShouldStartWith("The lock 'a' is named twice");
        (await RefusedAsync([.. Enumerable.Range(0, 101).Select(each => $"{each}")])).ShouldStartWith("101 names");
        home.Session.State.ShouldBe(SessionState.Idle); // nothing was asked of etcd

        async Task<string> RefusedAsync(params string[] names)
            => (await Should.ThrowAsync<ArgumentException>(async () => await locks.AcquireAllAsync(names, Token))).Message;
    }

    private async Task<IReadOnlyList<LockQueue>> WaitersAsync(LockManager locks, int waiters)
        => await Eventually.GetAsync(token => locks.InspectAsync(token), queues => queues.Sum(queue => queue.Waiters.Count) == waiters, $"{waiters} wait", Long, cancellationToken: Token);

    // marks too, which stand beside the prefix
    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("locks")), Token)).ShouldBeEmpty();
}

public sealed class LockManagerTests34(Etcd34 fixture) : LockManagerTests(fixture);

public sealed class LockManagerTests35(Etcd35 fixture) : LockManagerTests(fixture);
