using Etcd.Client;

namespace Etcd.Tests.Watch;

public abstract class WatchTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private KvClient Kv => Connection.Kv;

    [Fact]
    public async Task Nothing_after_the_acknowledgement_is_missed()
    {
        await using var watch = await Connection.Watch.OpenAsync(Range, cancellationToken: Token);
        var put = await Kv.PutAsync(At("a"), "1", Token);
        watch.StartRevision.ShouldBeLessThanOrEqualTo(put.Revision);
        watch.Header.Member.ShouldNotBe(default);

        var batch = await watch.NextAsync();
        batch.Revision.ShouldBe(put.Revision);
        var seen = batch.ShouldHaveSingleItem();
        (seen.Type, seen.Key, seen.Value.ToString(), seen.Revision).ShouldBe((WatchEventType.Create, At("a"), "1", put.Revision));
    }

    [Fact]
    public async Task Create_update_and_delete_are_told_apart_with_what_was_before()
    {
        await using var watch = await Connection.Watch.OpenAsync(At("a"), new() { PreviousValues = true }, Token);
        await Kv.PutAsync(At("a"), "1", Token);
        await Kv.PutAsync(At("a"), "2", Token);
        await Kv.DeleteAsync(At("a"), Token);
        await Kv.PutAsync(At("b"), "not watched", Token);

        var events = (await watch.TakeAsync(3)).SelectMany(batch => batch).ToList();
        events.Select(each => each.Type).ShouldBe([WatchEventType.Create, WatchEventType.Update, WatchEventType.Delete]);
        events[0].Previous.ShouldBeNull();
        events[1].Previous!.Value.Value.ToString().ShouldBe("1");
        events[1].Current!.Value.Value.ToString().ShouldBe("2");
        events[2].Previous!.Value.Value.ToString().ShouldBe("2");
        events[2].Current.ShouldBeNull();
        events[2].Value.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_transaction_is_one_batch()
    {
        await using var watch = await Connection.Watch.OpenAsync(Range, cancellationToken: Token);
        var result = await Kv.CommitAsync(new Txn().Then(Op.Put(At("a"), "1"), Op.Put(At("b"), "2")), Token);
        var batch = await watch.NextAsync();
        batch.Count.ShouldBe(2);
        batch.Revision.ShouldBe(result.Revision);
    }

    [Fact]
    public async Task A_watch_from_the_past_replays_one_batch_a_revision()
    {
        var first = await Kv.PutAsync(At("a"), "1", Token);
        await Kv.CommitAsync(new Txn().Then(Op.Put(At("a"), "2"), Op.Put(At("b"), "2")), Token);
        await Kv.DeleteAsync(At("a"), Token);
        await using var watch = await Connection.Watch.OpenAsync(Range, new() { From = first.Revision }, Token);
        watch.StartRevision.ShouldBe(first.Revision);
        (await watch.TakeAsync(3)).Select(batch => batch.Count).ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task A_response_too_large_for_one_message_is_put_together_again()
    {
        // 4 MB in the past: etcd cuts what it sends a watcher at 1.5 MiB
        var value = new byte[500_000];
        var first = await Kv.PutAsync(At("0"), value, Token);
        for (var i = 1; i < 8; i++)
        {
            await Kv.PutAsync(At($"{i}"), value, Token);
        }
        await using var watch = await Connection.Watch.OpenAsync(Range, new() { From = first.Revision }, Token);
        var batches = await watch.TakeAsync(8);
        batches.ShouldAllBe(batch => batch.Count == 1 && batch[0].Value.Memory.Length == value.Length);
        batches.Select(batch => batch.Revision).ShouldBeInOrder();
        await Kv.DeleteRangeAsync(Range, Token);
    }

    [Fact]
    public async Task A_filter_leaves_puts_or_deletes_out()
    {
        await using var deletes = await Connection.Watch.OpenAsync(Range, new() { Filter = WatchFilter.NoPuts }, Token);
        await using var puts = await Connection.Watch.OpenAsync(Range, new() { Filter = WatchFilter.NoDeletes }, Token);
        await Kv.PutAsync(At("a"), "1", Token);
        await Kv.DeleteAsync(At("a"), Token);
        await Kv.PutAsync(At("a"), "2", Token);
        (await deletes.NextAsync())[0].Type.ShouldBe(WatchEventType.Delete);
        (await puts.TakeAsync(2)).SelectMany(batch => batch).Select(each => each.Value.ToString()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_cancelled_reader_ends_with_its_cancellation()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var watch = await Connection.Watch.OpenAsync(Range, cancellationToken: Token);
        var next = watch.GetAsyncEnumerator(stop.Token).MoveNextAsync();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task A_hundred_watches_share_the_connection()
    {
        var watches = new List<WatchStream>();
        for (var i = 0; i < 100; i++)
        {
            watches.Add(await Connection.Watch.OpenAsync(At("shared"), cancellationToken: Token));
        }
        var put = await Kv.PutAsync(At("shared"), "x", Token);
        foreach (var watch in watches)
        {
            (await watch.NextAsync()).Revision.ShouldBe(put.Revision);
            await watch.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_quiet_watch_outlives_etcds_limit_on_pings()
    {
        // etcd hangs up on a client that sends four HTTP/2 PINGs within less than 5 s each while nothing else happens
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = Member.Endpoint, PingInterval = TimeSpan.FromMilliseconds(500) });
        await using var watch = await connection.Watch.OpenAsync(At("a"), cancellationToken: Token);
        var next = watch.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(3.5), TimeProvider.System, Token); // seven signs of life: the behaviour under test is time itself
        next.IsCompleted.ShouldBeFalse();
        await Kv.PutAsync(At("a"), "1", Token);
        (await next).Count.ShouldBe(1);
    }
}

public sealed class WatchTests34(Etcd34 fixture) : WatchTests(fixture);

public sealed class WatchTests35(Etcd35 fixture) : WatchTests(fixture);
