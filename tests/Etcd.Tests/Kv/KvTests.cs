using Etcd.Client;

namespace Etcd.Tests.Kv;

public abstract class KvTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private KvClient Kv => Connection.Kv;

    [Fact]
    public async Task A_value_put_is_read_back_with_its_revisions()
    {
        var first = await Kv.PutAsync(At("a"), "one", Token);
        var second = await Kv.PutAsync(At("a"), "two", Token);

        var read = (await Kv.GetAsync(At("a"), Token)).ShouldNotBeNull();

        read.Key.ShouldBe(At("a"));
        read.Value.ToString().ShouldBe("two");
        read.CreateRevision.ShouldBe(first.Revision);
        read.ModRevision.ShouldBe(second.Revision);
        read.Version.ShouldBe(2);
        read.Lease.ShouldBe(default);
    }

    [Fact]
    public async Task A_missing_key_is_null() => (await Kv.GetAsync(At("none"), Token)).ShouldBeNull();

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        await Kv.PutAsync(At("empty"), "", Token);
        (await Kv.GetAsync(At("empty"), Token)).ShouldNotBeNull().Value.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_back_as_they_were()
    {
        byte[] bytes = [0, 255, 128, 0, 10];
        var key = Prefix.Append(bytes);
        await Kv.PutAsync(key, bytes, Token);
        var read = (await Kv.GetAsync(key, Token)).ShouldNotBeNull();
        read.Value.Memory.ToArray().ShouldBe(bytes);
        read.Key.ShouldBe(key);
    }

    [Fact]
    public async Task A_get_at_an_older_revision_sees_the_older_value()
    {
        var first = await Kv.PutAsync(At("a"), "one", Token);
        await Kv.PutAsync(At("a"), "two", Token);
        (await Kv.GetAsync(At("a"), new() { At = first.Revision }, Token))!.Value.Value.ToString().ShouldBe("one");
    }

    [Fact]
    public async Task A_serializable_get_answers_too()
    {
        await Kv.PutAsync(At("a"), "one", Token);
        (await Kv.GetAsync(At("a"), new() { Serializable = true }, Token))!.Value.Value.ToString().ShouldBe("one");
    }

    [Fact]
    public async Task A_revision_of_the_future_is_refused()
    {
        var error = await Should.ThrowAsync<EtcdException>(async () => await Kv.GetAsync(At("a"), new() { At = new Revision(1L << 40) }, Token));
        error.Code.ShouldBe(EtcdErrorCode.FutureRevision);
        error.Failure.ShouldBe(EtcdFailure.None);
        error.Method.ShouldBe("KV/Range");
        error.Endpoint.ShouldBe(Member.Endpoint);
    }

    [Fact]
    public async Task A_range_comes_in_key_order_with_its_count()
    {
        await Fill("c", "a", "b");
        var result = await Kv.GetRangeAsync(Range, Token);
        result.Select(each => each.Key.Without(Prefix).ToString()).ShouldBe(["a", "b", "c"]);
        result.TotalCount.ShouldBe(3);
        result.HasMore.ShouldBeFalse();
        result.Header.Member.ShouldNotBe(default);
    }

    [Fact]
    public async Task A_limit_leaves_the_rest_out_and_says_so()
    {
        await Fill("a", "b", "c");
        var result = await Kv.GetRangeAsync(Range, new() { Limit = 2 }, Token);
        result.Count.ShouldBe(2);
        result.TotalCount.ShouldBe(3);
        result.HasMore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_range_can_be_sorted_by_value_and_backwards()
    {
        await Kv.PutAsync(At("a"), "100", Token);
        await Kv.PutAsync(At("b"), "90", Token);
        (await Kv.GetRangeAsync(Range, new() { OrderBy = RangeOrder.Value, Descending = true }, Token))[0].Key.ShouldBe(At("b"));
        (await Kv.GetRangeAsync(Range, new() { OrderBy = RangeOrder.Value }, Token))[0].Key.ShouldBe(At("a"));
        (await Kv.GetRangeAsync(Range, new() { OrderBy = RangeOrder.ModRevision, Descending = true }, Token))[0].Key.ShouldBe(At("b"));
        (await Kv.GetRangeAsync(Range, new() { Descending = true }, Token))[0].Key.ShouldBe(At("b"));
    }

    [Fact]
    public async Task Keys_only_leaves_the_values_out()
    {
        await Fill("a");
        (await Kv.GetRangeAsync(Range, new() { KeysOnly = true }, Token))[0].Value.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_count_counts_the_range()
    {
        await Fill("a", "b");
        (await Kv.CountAsync(Range, Token)).ShouldBe(2);
        (await Kv.CountAsync(KeyRange.Between(At("b"), At("c")), Token)).ShouldBe(1);
        (await Kv.CountAsync(KeyRange.Single(At("a")), Token)).ShouldBe(1);
        (await Kv.CountAsync(KeyRange.All, Token)).ShouldBeGreaterThanOrEqualTo(2);
        (await Kv.CountAsync(KeyRange.From(At("a")), Token)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_prefix_does_not_see_its_neighbours()
    {
        await Fill("q/1", "q2/1");
        (await Kv.CountAsync(KeyRange.Prefix(At("q/")), Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_prefix_that_ends_in_0xFF_has_its_end_computed_on_bytes()
    {
        await Kv.PutAsync(Prefix.Append((byte[])[0xFF, 1]), "in", Token);
        await Kv.PutAsync(Prefix.Append((byte[])[0xFE, 1]), "out", Token);
        (await Kv.CountAsync(KeyRange.Prefix(Prefix.Append((byte[])[0xFF])), Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_put_returns_what_was_there_when_asked()
    {
        await Kv.PutAsync(At("a"), "one", Token);
        (await Kv.PutAsync(At("a"), "two", new() { ReturnPrevious = true }, Token)).Previous!.Value.Value.ToString().ShouldBe("one");
        (await Kv.PutAsync(At("a"), "three", Token)).Previous.ShouldBeNull();
        (await Kv.PutAsync(At("new"), "x", new() { ReturnPrevious = true }, Token)).Previous.ShouldBeNull();
    }

    [Fact]
    public async Task A_put_can_keep_the_value_and_change_only_the_lease()
    {
        var lease = await Connection.Leases.GrantAsync(TimeSpan.FromSeconds(60), cancellationToken: Token);
        await Kv.PutAsync(At("a"), "kept", Token);
        await Kv.PutAsync(At("a"), "ignored", new() { KeepValue = true, Lease = lease.Id }, Token);
        var read = (await Kv.GetAsync(At("a"), Token))!.Value;
        (read.Value.ToString(), read.Lease).ShouldBe(("kept", lease.Id));

        await Kv.PutAsync(At("a"), "changed", new() { KeepLease = true }, Token);
        read = (await Kv.GetAsync(At("a"), Token))!.Value;
        (read.Value.ToString(), read.Lease).ShouldBe(("changed", lease.Id));
        await Connection.Leases.RevokeAsync(lease.Id, Token);
    }

    [Fact]
    public async Task A_delete_says_how_many_keys_went_and_which()
    {
        await Fill("a", "b", "c");
        (await Kv.DeleteAsync(At("a"), Token)).Deleted.ShouldBe(1);
        (await Kv.DeleteAsync(At("a"), Token)).Deleted.ShouldBe(0);
        var rest = await Kv.DeleteRangeAsync(Range, new() { ReturnPrevious = true }, Token);
        rest.Deleted.ShouldBe(2);
        rest.Previous.Select(each => each.Key).ShouldBe([At("b"), At("c")]);
        (await Kv.CountAsync(Range, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task The_empty_key_is_refused_by_etcd()
        => (await Should.ThrowAsync<EtcdException>(async () => await Kv.PutAsync(default, "x", Token))).Code.ShouldBe(EtcdErrorCode.InvalidArgument);

    [Fact]
    public async Task A_request_over_etcds_limit_is_refused()
    {
        var error = await Should.ThrowAsync<EtcdException>(async () => await Kv.PutAsync(At("big"), new byte[3 << 20], Token));
        error.Code.ShouldBe(EtcdErrorCode.RequestTooLarge);
        error.Failure.ShouldBe(EtcdFailure.TooLarge);
    }

    [Fact]
    public async Task An_answer_of_several_megabytes_arrives_whole()
    {
        var value = new byte[1 << 20];
        new Random(7).NextBytes(value);
        for (var i = 0; i < 4; i++)
        {
            await Kv.PutAsync(At($"{i}"), value, Token);
        }
        var result = await Kv.GetRangeAsync(Range, Token);
        result.Count.ShouldBe(4);
        result.All(each => each.Value.Span.SequenceEqual(value)).ShouldBeTrue();
        await Kv.DeleteRangeAsync(Range, Token);
    }

    [Fact]
    public async Task Many_calls_at_once_share_the_connection()
    {
        await Parallel.ForAsync(0, 500, Token, async (i, token) => await Kv.PutAsync(At($"{i:000}"), i, token));
        (await Kv.GetRangeAsync(Range, Token)).Select(each => each.Value.Parse<int>()).ShouldBe(Enumerable.Range(0, 500));
    }

    private async Task Fill(params string[] names)
    {
        foreach (var name in names)
        {
            await Kv.PutAsync(At(name), name, Token);
        }
    }
}

public sealed class KvTests34(Etcd34 fixture) : KvTests(fixture);

public sealed class KvTests35(Etcd35 fixture) : KvTests(fixture);
