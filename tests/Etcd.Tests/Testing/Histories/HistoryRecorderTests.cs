using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

public abstract class HistoryRecorderTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task Clients_of_a_real_member_leave_a_history_without_fault()
    {
        var recorder = new HistoryRecorder();
        var revision = (await Connection.Kv.PutAsync(At("before"), "x", Token)).Revision;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(() => WorkAsync(recorder.For(client, Connection.Kv), new Random(client)))));

        var history = recorder.ToHistory();
        history.Operations.Count.ShouldBe(4 * 60);
        history.Operations.ShouldAllBe(operation => operation.Outcome == KvOutcome.Done && operation.Revision >= revision.Number);
        var verdict = Linearizability.Check(history);
        verdict.IsLinearizable.ShouldBeTrue(verdict.Explanation);
        RevisionOrder.Violations(history).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_client_knows_of_a_write_is_in_its_outcome()
    {
        var recorder = new HistoryRecorder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var nowhere = new EtcdConnection("127.0.0.1:1");
        await using (nowhere)
        {
            (await recorder.For(1, nowhere.Kv).PutAsync("k", "never sent", Token)).Outcome.ShouldBe(KvOutcome.NotApplied);
            (await recorder.For(1, nowhere.Kv).GetAsync("k", Token)).Outcome.ShouldBe(KvOutcome.NotApplied);
        }
        var unknown = await recorder.For(2, Connection.Kv).PutAsync(At("k").ToString(), "cancelled", cancelled.Token);
        (unknown.Outcome, unknown.Returned).ShouldBe((KvOutcome.Unknown, KvOperation.Never));

        recorder.ToHistory().Operations.Count.ShouldBe(2, "a read that failed says nothing");
    }

    [Fact]
    public async Task The_truth_of_a_watch_can_be_read_revision_by_revision()
    {
        var start = (await Connection.Kv.PutAsync(At("a"), "before", Token)).Revision;
        await Connection.Kv.CommitAsync(new Txn().Then(Op.Put(At("a"), "1"), Op.Put(At("b"), "2")), Token);
        await Connection.Kv.DeleteAsync(At("a"), Token);
        var end = (await Connection.Kv.PutAsync(At("b"), new byte[100], Token)).Revision;

        var truth = await WatchTruth.ReadAsync(Connection.Kv, Range, start, end, Token);

        var mine = truth.Changes.Values.Select(changes => string.Join(", ", changes.Select(change => change.ToString().Replace(Prefix.ToString(), "", StringComparison.Ordinal)))).ToArray();
        mine.Length.ShouldBe(3);
        mine[..2].ShouldBe(["a = \"1\", b = \"2\"", "delete a"]);
        mine[2].ShouldStartWith("b = \"100 bytes, ");
    }

    private async Task WorkAsync(RecordedClient client, Random random)
    {
        for (var number = 0; number < 60; number++)
        {
            var key = At($"k{random.Next(2)}").ToString();
            var value = $"{random.Next():x}";
            _ = random.Next(5) switch
            {
                0 => await client.GetAsync(key, Token),
                1 => await client.DeleteAsync(key, Token),
                2 => await client.SwapAsync(key, (await Connection.Kv.GetAsync(key, Token))?.ModRevision ?? default, value, Token),
                3 => await client.SwapAsync(key, (await Connection.Kv.GetAsync(key, Token))?.Value.ToString() ?? "none", value, Token),
                _ => await client.PutAsync(key, value, Token),
            };
        }
    }
}

public sealed class HistoryRecorderTestsOn34(Etcd34 fixture) : HistoryRecorderTests(fixture);

public sealed class HistoryRecorderTestsOn35(Etcd35 fixture) : HistoryRecorderTests(fixture);
