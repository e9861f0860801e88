using Etcd.Client;

namespace Etcd.Tests.Transactions;

public abstract class TxnTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private KvClient Kv => Connection.Kv;

    [Fact]
    public async Task The_Then_branch_runs_when_all_compares_hold()
    {
        await Kv.PutAsync(At("counter"), "0", Token);
        var put = Op.Put(At("counter"), "1", new() { ReturnPrevious = true });
        var result = await Kv.CommitAsync(new Txn().If(Compare.Value(At("counter")) == "0", Compare.Version(At("counter")) == 1).Then(put), Token);
        result.Succeeded.ShouldBeTrue();
        result.ResultOf(put).Previous!.Value.Value.ToString().ShouldBe("0");
        result.ResultOf(put).Revision.ShouldBe(result.Revision);
        (await Kv.GetAsync(At("counter"), Token))!.Value.ModRevision.ShouldBe(result.Revision);
    }

    [Fact]
    public async Task The_Else_branch_runs_when_one_compare_does_not_hold()
    {
        await Kv.PutAsync(At("counter"), "5", Token);
        var current = Op.Get(At("counter"));
        var put = Op.Put(At("counter"), "1");
        var result = await Kv.CommitAsync(new Txn().If(Compare.Value(At("counter")) == "0").Then(put).Else(current), Token);
        result.Succeeded.ShouldBeFalse();
        result.ResultOf(current)!.Value.Value.ToString().ShouldBe("5");
        Should.Throw<InvalidOperationException>(() => result.ResultOf(put)).Message.ShouldContain("Else branch ran");
    }

    [Fact]
    public async Task Every_compare_means_what_its_operator_says()
    {
        var lease = await Connection.Leases.GrantAsync(TimeSpan.FromSeconds(60), cancellationToken: Token);
        var first = await Kv.PutAsync(At("k"), "90", new() { Lease = lease.Id }, Token);
        var second = await Kv.PutAsync(At("k"), "90", new() { Lease = lease.Id }, Token);
        var (k, none) = (At("k"), At("none"));

        foreach (var holds in new[]
        {
            Compare.Value(k) == "90", Compare.Value(k) != "91", Compare.Value(k).BytesAfter("100"), Compare.Value(k).BytesBefore("91"),
            Compare.Version(k) == 2, Compare.Version(k) != 1, Compare.Version(k) > 1, Compare.Version(k) < 3, Compare.Version(none) == 0,
            Compare.CreateRevision(k) == first.Revision, Compare.CreateRevision(k) < second.Revision,
            Compare.ModRevision(k) == second.Revision, Compare.ModRevision(k) > first.Revision, Compare.ModRevision(k) != first.Revision,
            Compare.Lease(k) == lease.Id, Compare.Lease(k) != default(LeaseId), Compare.Exists(k), Compare.Missing(none),
            Compare.ModRevision(Range) < second.Revision.Next,
        })
        {
            (await Kv.CommitAsync(new Txn().If(holds), Token)).Succeeded.ShouldBeTrue();
        }
        foreach (var fails in new[]
        {
            Compare.Value(k) == "9", Compare.Value(k) != "90", Compare.Value(k).BytesBefore("100"), Compare.Value(none) == "",
            Compare.Version(k) < 2, Compare.Version(k) > 2, Compare.ModRevision(k) < second.Revision,
            Compare.Lease(k) == default(LeaseId), Compare.Missing(k), Compare.Exists(none),
            Compare.ModRevision(Range) < second.Revision,
        })
        {
            (await Kv.CommitAsync(new Txn().If(fails), Token)).Succeeded.ShouldBeFalse();
        }
        await Connection.Leases.RevokeAsync(lease.Id, Token);
    }

    [Fact]
    public async Task A_range_compare_sees_a_key_that_came_after_the_read()
    {
        await Kv.PutAsync(At("a"), "1", Token);
        var read = await Kv.GetRangeAsync(Range, Token);
        var unchanged = Compare.ModRevision(Range) < read.Revision.Next;
        (await Kv.CommitAsync(new Txn().If(unchanged), Token)).Succeeded.ShouldBeTrue();
        await Kv.PutAsync(At("phantom"), "1", Token);
        (await Kv.CommitAsync(new Txn().If(unchanged), Token)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_nested_transaction_decides_for_itself()
    {
        await Kv.PutAsync(At("owner"), "me", Token);
        var inner = Op.Put(At("a"), "inner");
        var otherwise = Op.GetRange(Range);
        var nested = Op.Nested(new Txn().If(Compare.Exists(At("a"))).Then(inner).Else(otherwise));
        var put = Op.Put(At("b"), "outer");
        var result = await Kv.CommitAsync(new Txn().If(Compare.Value(At("owner")) == "me").Then(put, nested), Token);
        result.Succeeded.ShouldBeTrue();
        var within = result.ResultOf(nested);
        within.Succeeded.ShouldBeFalse();
        within.ResultOf(otherwise).Select(each => each.Key).ShouldBe([At("b"), At("owner")]); // b was written before it, in the same transaction
        within.Revision.ShouldBe(result.Revision);
    }

    [Fact]
    public async Task Deletes_answer_too()
    {
        await Kv.PutAsync(At("a"), "1", Token);
        await Kv.PutAsync(At("b/1"), "1", Token);
        await Kv.PutAsync(At("b/2"), "1", Token);
        var one = Op.Delete(At("a"), new() { ReturnPrevious = true });
        var many = Op.DeleteRange(KeyRange.Prefix(At("b/")));
        var result = await Kv.CommitAsync(new Txn().Then(one, many), Token);
        result.ResultOf(one).Previous[0].Key.ShouldBe(At("a"));
        result.ResultOf(many).Deleted.ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_commits_any_number_of_times()
    {
        var txn = new Txn().If(Compare.Missing(At("once"))).Then(Op.Put(At("once"), "x"));
        (await Kv.CommitAsync(txn, Token)).Succeeded.ShouldBeTrue();
        (await Kv.CommitAsync(txn, Token)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_key_twice_is_refused()
        => (await Should.ThrowAsync<EtcdException>(async () => await Kv.CommitAsync(new Txn().Then(Op.Put(At("a"), "1"), Op.Put(At("a"), "2")), Token)))
            .Code.ShouldBe(EtcdErrorCode.DuplicateKey);

    [Fact]
    public async Task More_than_128_operations_are_refused()
    {
        var txn = new Txn();
        for (var i = 0; i <= 128; i++)
        {
            txn.Then(Op.Put(At($"{i}"), "x"));
        }
        (await Should.ThrowAsync<EtcdException>(async () => await Kv.CommitAsync(txn, Token))).Code.ShouldBe(EtcdErrorCode.TooManyOperations);
    }
}

public sealed class TxnTests34(Etcd34 fixture) : TxnTests(fixture);

public sealed class TxnTests35(Etcd35 fixture) : TxnTests(fixture);
