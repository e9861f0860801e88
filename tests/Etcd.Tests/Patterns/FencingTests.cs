using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class FencingTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task A_holder_that_stood_still_writes_nothing_through_its_guard_though_it_could_without()
    {
        var (prefix, key) = (At("lock"), At("work"));
        await using var home = new Home(Member);
        await using var child = Child.Start(typeof(FencingTests).Assembly, "hold-lock", Member.Endpoint, "2", prefix.ToString(), key.ToString());
        var theirs = Fence.Parse((await child.NextAsync("held", Token))["fence"]);
        await child.NextAsync("wrote", Token);
        var waiting = new DistributedLock(home.Session, prefix).AcquireAsync(Token).AsTask();

        child.Freeze();
        await using var mine = await waiting.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token);
        mine.Fence.ShouldBeGreaterThan(theirs);
        await mine.CommitAsync(new Txn().Then(Op.Put(key, "mine"), Op.Put(key.Append("/unguarded"), "mine")), Token);
        child.Thaw();

        var refused = await child.NextAsync("refused", Token);
        Fence.Parse(refused["fence"]).ShouldBe(theirs);
        (await Connection.Kv.GetAsync(key, Token)).ShouldNotBeNull().Value.ToString().ShouldBe("mine");
        (await Connection.Kv.GetAsync(key.Append("/unguarded"), Token)).ShouldNotBeNull().Value.ToString().ShouldBe("late"); // the test bites
    }

    [Fact]
    public async Task A_counter_behind_the_lock_counts_every_increment_once()
    {
        await using var client = new EtcdClient(Member.Endpoint);
        var key = At("counter");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            await using var session = new EtcdSession(client);
            var plain = new DistributedLock(session, At("lock"));
            var data = new ReadWriteLock(session, At("lock")); // the same lock
            for (var i = 0; i < 15; i++)
            {
                await using var held = (worker + i) % 2 == 0 ? await plain.AcquireAsync(Token) : await data.AcquireWriteAsync(Token);
                var now = await client.GetAsync(key, Token) is { } found ? found.Value.Parse<long>() : 0;
                await held.CommitAsync(new Txn().Then(Op.Put(key, now + 1)), Token);
            }
        })));
        (await Connection.Kv.GetAsync(key, Token)).ShouldNotBeNull().Value.Parse<long>().ShouldBe(90);
        (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("lock")), Token)).ShouldBeEmpty();
    }
}

public sealed class FencingTests34(Etcd34 fixture) : FencingTests(fixture);

public sealed class FencingTests35(Etcd35 fixture) : FencingTests(fixture);
