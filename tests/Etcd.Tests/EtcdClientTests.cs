using System.Diagnostics.Metrics;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests;

public abstract class EtcdClientTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task It_is_a_key_value_store()
    {
        await using var client = Client();
        await client.PutAsync(At("greeting"), "hello", Token);
        (await TextAsync(client, At("greeting"))).ShouldBe("hello");
        (await client.TryCreateAsync(At("greeting"), "again", Token)).ShouldBeNull();
        var created = (await client.TryCreateAsync(At("other"), "new", Token)).ShouldNotBeNull();
        (await client.TryUpdateAsync(At("other"), "newer", created.Revision, Token)).ShouldNotBeNull();
        (await client.TryUpdateAsync(At("other"), "never", created.Revision, Token)).ShouldBeNull();
        (await client.TryDeleteAsync(At("other"), created.Revision, Token)).ShouldBeNull();
        (await client.CountAsync(Range, Token)).ShouldBe(2);
    }

    [Fact]
    public async Task A_walk_shows_every_key_at_one_revision()
    {
        await using var client = Client();
        for (var batch = 0; batch < 25; batch++)
        {
            Op[] puts = [.. Enumerable.Range(batch * 100, 100).Select(number => (Op)Op.Put(At($"{number:0000}"), number))];
            await client.CommitAsync(new Txn().Then(puts), Token);
        }
        List<string> seen = [];
        await foreach (var item in client.EnumerateAsync(Range, Token))
        {
            if (seen.Count == 0)
            {
                await client.PutAsync(At("9999"), "late", Token); // after the walk began: not in it
            }
            seen.Add(item.Key.Without(Prefix).ToString());
        }
        seen.ShouldBe([.. Enumerable.Range(0, 2500).Select(number => $"{number:0000}")]);
    }

    [Fact]
    public async Task A_view_lives_within_its_prefix()
    {
        await using var client = Client();
        var view = client.WithPrefix(Prefix).WithPrefix("orders/");
        await using var watch = await view.WatchAsync(KeyRange.All, Token);
        await using var mirror = await view.MirrorAsync(KeyRange.All, Token);
        var put = await view.PutAsync("7", "new", Token);
        await client.PutAsync(At("elsewhere"), "unseen", Token);
        (await TextAsync(client, At("orders/7"))).ShouldBe("new");
        (await view.GetRangeAsync(KeyRange.All, Token)).ShouldHaveSingleItem().Key.ToString().ShouldBe("7");
        var read = Op.GetRange(KeyRange.From("0"));
        var result = await view.CommitAsync(new Txn().If(Compare.Value("7") == "new").Then(Op.Nested(new Txn().Then(read)), Op.Put("8", "newer")), Token);
        result.Succeeded.ShouldBeTrue();
        (await FirstAsync(watch)).ShouldHaveSingleItem().Key.ToString().ShouldBe("7");
        (await mirror.WaitForAsync(result.Revision, Token)).Keys.Select(key => key.ToString()).ShouldBe(["7", "8"]);
        (await view.DeleteRangeAsync(KeyRange.All, new DeleteOptions { ReturnPrevious = true }, Token)).Previous.Select(item => item.Key.ToString()).ShouldBe(["7", "8"]);
        (await client.GetAsync(At("elsewhere"), Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_empty_key_is_refused_in_a_view_too()
    {
        await using var client = Client();
        foreach (var each in new[] { client, client.WithPrefix(Prefix) })
        {
            (await Should.ThrowAsync<EtcdException>(async () => await each.PutAsync("", "x", Token))).Code.ShouldBe(EtcdErrorCode.InvalidArgument);
            (await Should.ThrowAsync<EtcdException>(async () => await each.GetAsync("", Token))).Code.ShouldBe(EtcdErrorCode.InvalidArgument);
            (await Should.ThrowAsync<EtcdException>(async () => await each.CommitAsync(new Txn().Then(Op.Delete("")), Token))).Code.ShouldBe(EtcdErrorCode.InvalidArgument);
        }
        (await client.GetAsync(Prefix, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task After_its_end_every_call_says_so_at_once()
    {
        var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], MemberSyncInterval = TimeSpan.FromMinutes(1), RequestTimeout = TimeSpan.FromMinutes(5) });
        await client.PutAsync(At("a"), "x", Token);
        await client.WithPrefix(Prefix).DisposeAsync();
        await client.GetAsync(At("a"), Token); // a view ends nothing
        var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(60), Token);
        await client.DisposeAsync();
        await client.DisposeAsync();
        lease.Lost.IsCancellationRequested.ShouldBeTrue();
        Func<Task>[] ways =
        [
            async () => await client.GetAsync(At("a"), Token),
            async () => await client.PutAsync(At("a"), "x", Token),
            async () => await client.WatchAsync(At("a"), Token),
            async () => await client.MirrorAsync(Range, Token),
            async () => await client.Leases.HoldAsync(TimeSpan.FromSeconds(5), Token),
        ];
        foreach (var way in ways)
        {
            await Should.ThrowAsync<ObjectDisposedException>(way).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
        }
        await Connection.Leases.RevokeAsync(lease.Id, Token);
    }

    [Fact]
    public async Task Calls_are_measured()
    {
        List<string> seen = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, each) =>
        {
            if (instrument.Meter.Name == "Etcd.Client")
            {
                each.EnableMeasurementEvents(instrument);
            }
        };
        var mine = new AsyncLocal<bool> { Value = true };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (mine.Value && value > 0)
            {
                seen.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
            }
        });
        listener.Start();
        await using var client = Client();
        await client.PutAsync(At("a"), "x", Token);
        await Should.ThrowAsync<EtcdException>(async () => await client.GetAsync(At("a"), new GetOptions { At = new Revision(long.MaxValue) }, Token));
        seen.ShouldBe(["etcd.client.duration method=KV/Put outcome=ok", "etcd.client.duration method=KV/Range outcome=refused"]);
    }

    [Fact]
    public async Task A_delete_in_the_compacted_revision_is_not_lost_in_silence()
    {
        await using var client = Client();
        await client.PutAsync(At("a"), "x", Token);
        var deleted = await client.DeleteAsync(At("a"), Token);
        await client.CompactAsync(deleted.Revision, new CompactOptions { Physical = true }, Token);
        var gone = await Should.ThrowAsync<EtcdCompactedException>(async () =>
        {
            await using var watch = await client.WatchAsync(Range, new WatchOptions { From = deleted.Revision }, Token);
            await FirstAsync(watch);
        });
        gone.CompactRevision.ShouldBe(deleted.Revision);
        await using var after = await client.WatchAsync(Range, new WatchOptions { From = gone.CompactRevision.Next }, Token);
        await client.PutAsync(At("b"), "x", Token);
        (await FirstAsync(after)).ShouldHaveSingleItem().Key.ShouldBe(At("b"));
    }

    [Fact]
    public async Task An_operation_key_runs_a_transaction_once_and_tells_its_outcome_again()
    {
        await using var client = Client();
        await client.PutAsync(At("counter"), 1, Token);
        await client.PutAsync(At("gone"), "soon", Token);
        var before = Op.Get(At("counter"));
        var put = Op.Put(At("counter"), 2, new PutOptions { ReturnPrevious = true });
        var delete = Op.Delete(At("gone"), new DeleteOptions { ReturnPrevious = true });
        var txn = new Txn().If(Compare.Value(At("counter")) == "1").Then(before, put, delete);
        var options = new TxnOptions { OperationKey = At("operation") };
        var first = await client.CommitAsync(txn, options, Token);
        await client.PutAsync(At("counter"), 7, Token);
        var again = await client.CommitAsync(txn, options, Token);
        foreach (var result in new[] { first, again })
        {
            result.Succeeded.ShouldBeTrue();
            result.Revision.ShouldBe(first.Revision);
            result.ResultOf(before).ShouldNotBeNull().Value.ToString().ShouldBe("1");
            result.ResultOf(put).Previous.ShouldNotBeNull().Value.ToString().ShouldBe("1");
            result.ResultOf(delete).Previous.ShouldHaveSingleItem().Value.ToString().ShouldBe("soon");
        }
        (await TextAsync(client, At("counter"))).ShouldBe("7");
    }

    [Fact]
    public async Task A_software_transaction_never_loses_an_increment()
    {
        await using var client = Client();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await client.TransactAsync(
                    async (stm, token) => stm.Put(At("counter"), ((await stm.GetAsync(At("counter"), token))?.Parse<long>() ?? 0) + 1),
                    new StmOptions { OperationPrefix = At("ops/") }, Token);
            }
        })));
        (await TextAsync(client, At("counter"))).ShouldBe("80");
        (await client.CountAsync(KeyRange.Prefix(At("ops/")), Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_held_lease_outlives_its_time_and_ends_with_its_holder()
    {
        await using var client = Client();
        LeaseId id;
        await using (var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(2), Token))
        {
            id = lease.Id;
            await client.PutAsync(At("leased"), "x", new PutOptions { Lease = lease.Id }, Token);
            var renewals = 0;
            var last = lease.SafeFor;
            await Eventually.TrueAsync(() => { renewals += lease.SafeFor > last ? 1 : 0; last = lease.SafeFor; return renewals == 4; }, "it is renewed four times", cancellationToken: Token);
            lease.IsHeld.ShouldBeTrue();
            lease.Lost.IsCancellationRequested.ShouldBeFalse();
        }
        (await client.Leases.TimeToLiveAsync(id, Token)).ShouldBeNull();
        (await client.GetAsync(At("leased"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_revoked_lease_is_lost_at_the_next_renewal()
    {
        await using var client = Client();
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(2), Token);
        await client.Leases.RevokeAsync(lease.Id, Token);
        await Eventually.TrueAsync(() => lease.Lost.IsCancellationRequested, "the loss is told", cancellationToken: Token);
        lease.LossReason.ShouldBe(LeaseLossReason.Revoked);
        lease.IsHeld.ShouldBeFalse();
    }

    protected EtcdClient Client() => new(new EtcdClientOptions { Endpoints = [Member.Endpoint] });

    private static async Task<string?> TextAsync(EtcdClient client, Key key) => (await client.GetAsync(key, Token))?.Value.ToString();

    private static async Task<WatchBatch> FirstAsync(Etcd.Client.Watch watch)
    {
        await foreach (var batch in watch.WithCancellation(Token))
        {
            return batch;
        }
        throw new InvalidOperationException("The watch ended.");
    }
}

public sealed class EtcdClientTestsOn34(Etcd34 fixture) : EtcdClientTests(fixture);

public sealed class EtcdClientTestsOn35(Etcd35 fixture) : EtcdClientTests(fixture);
