using Etcd.Client;

namespace Etcd.Tests.Transactions;

public abstract class StmTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private KvClient Kv => Connection.Kv;

    [Fact]
    public async Task A_body_reads_its_own_writes()
    {
        await Kv.PutAsync(At("a"), "old", Token);
        await Kv.PutAsync(At("b"), "old", Token);
        var seen = await Kv.TransactAsync(async (stm, token) =>
        {
            stm.Put(At("a"), "new");
            stm.Delete(At("b"));
            stm.Put(At("c"), "new");
            var range = await stm.GetRangeAsync(Range, token);
            return $"{await stm.GetAsync(At("a"), token)} {await stm.GetAsync(At("b"), token)} {string.Join(',', range.Select(item => item.Key.Without(Prefix)))}";
        }, Token);
        seen.ShouldBe("new  a,c");
        (await Kv.GetRangeAsync(Range, Token)).Select(item => item.Key.Without(Prefix).ToString()).ShouldBe(["a", "c"]);
    }

    [Theory]
    [InlineData(StmIsolation.SerializableSnapshot, false)]
    [InlineData(StmIsolation.Serializable, false)]
    [InlineData(StmIsolation.RepeatableReads, false)]
    [InlineData(StmIsolation.ReadCommitted, true)]
    public async Task Two_that_read_what_the_other_writes_do_not_both_commit_unless_nothing_is_guarded(StmIsolation isolation, bool skews)
    {
        // at least one of two doctors stays on call: each may leave only while the other is there
        await Kv.PutAsync(At("alice"), "on", Token);
        await Kv.PutAsync(At("bob"), "on", Token);
        var bothRead = new TaskCompletionSource();
        var readers = 0;
        await Task.WhenAll(LeaveAsync("alice", "bob"), LeaveAsync("bob", "alice"));
        var onCall = (await Kv.GetRangeAsync(Range, Token)).Count(item => item.Value.ToString() == "on");
        onCall.ShouldBe(skews ? 0 : 1);

        Task LeaveAsync(string me, string other) => Kv.TransactAsync(
            async (stm, token) =>
            {
                var mine = await stm.GetAsync(At(me), token);
                var others = await stm.GetAsync(At(other), token);
                if (Interlocked.Increment(ref readers) == 2)
                {
                    bothRead.SetResult();
                }
                await bothRead.Task.WaitAsync(token);
                if (mine?.ToString() == "on" && others?.ToString() == "on")
                {
                    stm.Put(At(me), "off");
                }
            }, new StmOptions { Isolation = isolation }, Token).AsTask();
    }

    [Theory]
    [InlineData("create")]
    [InlineData("change")]
    [InlineData("delete")]
    public async Task A_range_that_changed_after_it_was_read_is_read_again(string change)
    {
        await Kv.PutAsync(At("seats/1"), "free", Token);
        await Kv.PutAsync(At("seats/2"), "free", Token);
        var runs = 0;
        var count = await Kv.TransactAsync(async (stm, token) =>
        {
            var seats = await stm.GetRangeAsync(KeyRange.Prefix(At("seats/")), token);
            if (++runs == 1)
            {
                await (change switch
                {
                    "create" => Kv.PutAsync(At("seats/0"), "free", token).AsTask(),
                    "change" => Kv.PutAsync(At("seats/1"), "taken", token).AsTask(),
                    _ => (Task)Kv.DeleteAsync(At("seats/2"), token).AsTask(),
                });
            }
            stm.Put(At("free"), seats.Count(seat => seat.Value.ToString() == "free"));
            return seats.Count(seat => seat.Value.ToString() == "free");
        }, Token);
        runs.ShouldBe(2);
        count.ShouldBe(change == "create" ? 3 : 1);
    }

    [Fact]
    public async Task All_reads_show_one_revision()
    {
        await Kv.PutAsync(At("x"), 1, Token);
        await Kv.PutAsync(At("y"), -1, Token);
        var sum = await Kv.TransactAsync(async (stm, token) =>
        {
            var x = (await stm.GetAsync(At("x"), token))!.Value.Parse<int>();
            await Kv.CommitAsync(new Txn().Then(Op.Put(At("x"), 5), Op.Put(At("y"), -5)), token);
            return x + (await stm.GetAsync(At("y"), token))!.Value.Parse<int>();
        }, Token);
        sum.ShouldBe(0);
    }

    [Fact]
    public async Task A_guard_that_does_not_hold_ends_it_and_nothing_is_written()
    {
        var refused = await Should.ThrowAsync<EtcdException>(async () => await Kv.TransactAsync(
            (stm, _) =>
            {
                stm.Put(At("a"), "1");
                return ValueTask.CompletedTask;
            }, new StmOptions { Guard = Compare.Exists(At("lock")) }, Token));
        refused.Code.ShouldBe(EtcdErrorCode.OwnershipLost);
        (await Kv.GetAsync(At("a"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task It_gives_up_after_its_attempts()
    {
        var gaveUp = await Should.ThrowAsync<EtcdConflictException>(async () => await Kv.TransactAsync(
            async (stm, token) =>
            {
                await stm.GetAsync(At("busy"), token);
                await Kv.PutAsync(At("busy"), "again", token);
                stm.Put(At("mine"), "1");
            }, new StmOptions { MaxAttempts = 3 }, Token));
        gaveUp.Attempts.ShouldBe(3);
        (await Kv.GetAsync(At("mine"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Too_much_for_one_transaction_is_told_with_its_size()
    {
        var refused = await Should.ThrowAsync<EtcdException>(async () => await Kv.TransactAsync(
            (stm, _) =>
            {
                for (var i = 0; i < 129; i++)
                {
                    stm.Put(At($"{i}"), i);
                }
                return ValueTask.CompletedTask;
            }, Token));
        refused.Code.ShouldBe(EtcdErrorCode.TooManyOperations);
        refused.Message.ShouldContain("129 writes");
    }

    [Fact]
    public async Task What_the_body_throws_comes_out_and_nothing_is_written()
    {
        await Should.ThrowAsync<FormatException>(async () => await Kv.TransactAsync(
            (stm, _) =>
            {
                stm.Put(At("a"), "1");
                throw new FormatException("no");
            }, Token));
        (await Kv.GetAsync(At("a"), Token)).ShouldBeNull();
    }
}

public sealed class StmTests34(Etcd34 fixture) : StmTests(fixture);

public sealed class StmTests35(Etcd35 fixture) : StmTests(fixture);
