using System.Threading.Channels;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class ShardedOwnershipTests(ClusterFixture fixture) : EtcdTest(fixture), IAsyncLifetime
{
    private const int Count = 16;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ShardLedger _ledger = new();
    private EtcdClient _client = null!;

    public ValueTask InitializeAsync()
    {
        _client = new EtcdClient(Member.Endpoint);
        return default;
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _client.DisposeAsync();
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nodes_that_come_and_go_share_evenly_and_leave_nothing_behind()
    {
        var (one, two, three) = (Node("one"), Node("two"), Node("three"));
        var map = await RestAsync(one, two, three);
        map.Owners.Keys.Order().ShouldBe(Enumerable.Range(0, Count));
        map.Owners.Values.CountBy(owner => owner).Select(each => each.Value).Order().ShouldBe([5, 5, 6]);
        map.Epoch.ShouldBe(new[] { one, two, three }.SelectMany(node => node.Shards.Owned).Max(shard => shard.Fence.Token));
        foreach (var shard in two.Shards.Owned)
        {
            map.Owners[shard.Number].ShouldBe("two");
        }
        await two.LeaveAsync();
        two.Shards.Owned.ShouldBeEmpty();
        await RestAsync(one, three);
        _ledger.Forgive("three");
        await three.CrashAsync();
        await RestAsync(one);
        await one.LeaveAsync();
        _ledger.Violations.ShouldBeEmpty();
        _ledger.Working.ShouldBe(0);
        await NothingLeftAsync();
        await Task.WhenAll(one.DisposeAsync().AsTask(), two.DisposeAsync().AsTask(), three.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Observers_see_every_owner_come_and_go()
    {
        await using var home = new Home(Member);
        var shards = new ShardedOwnership(home.Session, At("shards"), 4);
        await using var observed = shards.ObserveAsync(Token).GetAsyncEnumerator(Token);
        var first = await NextAsync(observed);
        first.Owners.ShouldBeEmpty();
        first.Epoch.ShouldBe(0);
        (await shards.GetMapAsync(Token)).Owners.ShouldBeEmpty();
        await using var node = new ShardNode(_client, At("shards"), 4, "one", _ledger);
        var last = first;
        while (last.Owners.Count < 4)
        {
            var next = await NextAsync(observed);
            next.Epoch.ShouldBeGreaterThan(last.Epoch);
            next.Revision.ShouldBeGreaterThan(last.Revision);
            next.Owners.Count.ShouldBe(last.Owners.Count + 1);
            last = next;
        }
        last.Owners.Values.Distinct().ShouldBe(["one"]);
        await node.LeaveAsync();
        while (last.Owners.Count > 0)
        {
            last = await NextAsync(observed);
        }
    }

    [Fact]
    public async Task Frozen_work_keeps_its_own_shard_and_holds_up_no_other()
    {
        var thaw = new TaskCompletionSource();
        await using var one = Node("one", async (shard, stop) =>
        {
            await ShardNode.UntilStopped(shard, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (shard.Number == Count - 1)
            {
                await thaw.Task;
            }
        });
        await RestAsync(one);
        await using var two = Node("two");
        await Eventually.TrueAsync(() => two.Shards.Owned.Count == (Count / 2) - 1, "all others have moved", Deadline, cancellationToken: Token);
        one.Shards.Owned.Count.ShouldBe((Count / 2) + 1);
        one.Shards.Owned[^1].Number.ShouldBe(Count - 1);
        one.Shards.Owned[^1].IsHeld.ShouldBeTrue(); // it may still write
        thaw.SetResult();
        await RestAsync(one, two);
        _ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_lost_lease_a_node_comes_back_when_its_old_work_has_returned_and_that_cannot_write()
    {
        var (thaw, late) = (new TaskCompletionSource(), new TaskCompletionSource<Exception?>());
        var frozen = 0;
        await using var one = Node("one", async (shard, stop) =>
        {
            await ShardNode.UntilStopped(shard, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Interlocked.Exchange(ref frozen, 1) == 0)
            {
                await thaw.Task;
                late.SetResult(await Record.ExceptionAsync(async () => await shard.CommitAsync(new Txn().Then(Op.Put(At("late"), "x")), CancellationToken.None)));
            }
        });
        await using var two = Node("two");
        await RestAsync(one, two);
        _ledger.Forgive("one");
        await Connection.Leases.RevokeAsync((await one.Session.GetLeaseAsync(Token)).Id, Token);
        await Eventually.TrueAsync(() => two.Shards.Owned.Count == Count, "the other has them all", Deadline, cancellationToken: Token);
        one.Shards.Owned.ShouldBeEmpty();
        thaw.SetResult();
        (await late.Task).ShouldBeOfType<OwnershipLostException>();
        (await Connection.Kv.GetAsync(At("late"), Token)).ShouldBeNull();
        await RestAsync(two, one);
        _ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleted_keys_are_made_again_with_higher_fences()
    {
        await using var one = Node("one");
        var before = await RestAsync(one);
        var shard = one.Shards.Owned[3];
        await Connection.Kv.DeleteAsync(shard.Key, Token);
        var after = await RestAsync(map => map.Epoch > before.Epoch, one);
        shard.LossReason.ShouldBe(LossReason.KeyDeleted);
        one.Shards.Owned[3].Fence.ShouldBeGreaterThan(shard.Fence);
        await Connection.Kv.DeleteRangeAsync(KeyRange.Prefix(At($"shards/{Count}/members/")), Token);
        await RestAsync(map => map.Epoch > after.Epoch, one);
        _ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shard_whose_work_has_returned_stays_until_it_is_released_and_then_comes_anew()
    {
        var starts = Channel.CreateUnbounded<Shard>();
        await using var one = Node("one", (shard, _) => starts.Writer.WriteAsync(shard, Token).AsTask(), shards: 1);
        var shard = await starts.Reader.NextAsync();
        await Eventually.TrueAsync(() => _ledger.Working == 0, "the work has returned", cancellationToken: Token);
        shard.IsHeld.ShouldBeTrue();
        one.Shards.Owned.ShouldHaveSingleItem().ShouldBe(shard);
        starts.Reader.Count.ShouldBe(0);
        await shard.ReleaseAsync(Token);
        (await starts.Reader.NextAsync()).Fence.ShouldBeGreaterThan(shard.Fence);
    }

    [Fact]
    public async Task What_work_throws_comes_out_and_all_shards_are_given_back()
    {
        var fail = new TaskCompletionSource();
        await using var one = Node("one", async (shard, stop) =>
        {
            await fail.Task.WaitAsync(stop);
            throw shard.Number == 5 ? new FormatException("mine") : new OperationCanceledException(stop);
        });
        await Eventually.TrueAsync(() => one.Shards.Owned.Count == Count, "all are owned", Deadline, cancellationToken: Token);
        await using var two = Node("two");
        await Eventually.TrueAsync(() => two.Shards.Owned.Count == Count / 2, "half of them move", Deadline, cancellationToken: Token);
        fail.SetResult();
        var thrown = await Record.ExceptionAsync(() => one.Running);
        (thrown is FormatException or OperationCanceledException).ShouldBeTrue(); // whichever was first
        await RestAsync(two);
    }

    [Fact]
    public async Task Two_numbers_of_shards_at_one_prefix_are_refused_and_both_are_named()
    {
        await using var one = Node("one");
        await RestAsync(one);
        await using var two = Node("two", shards: 32);
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => two.Running);
        refused.Message.ShouldContain($"There are 16 shards at '{At("shards/")}' for one, and 32 for us, two.");
        (await Should.ThrowAsync<InvalidOperationException>(async () => await two.Shards.GetMapAsync(Token))).Message.ShouldBe(refused.Message);
        await Should.ThrowAsync<InvalidOperationException>(async () => await two.Shards.ObserveAsync(Token).GetAsyncEnumerator(Token).MoveNextAsync());
        await using var three = Node("three", shards: 1);
        await Should.ThrowAsync<InvalidOperationException>(() => three.Running);
        await RestAsync(one);
        await one.LeaveAsync();
        await using var four = Node("four", shards: 160); // its path begins with the other's
        await Eventually.TrueAsync(() => four.Shards.Owned.Count == 160, "nobody else is there any more", Deadline, cancellationToken: Token);
        await using var five = Node("five");
        await Should.ThrowAsync<InvalidOperationException>(() => five.Running);
    }

    [Fact]
    public async Task A_strange_key_below_the_prefix_is_named()
    {
        await Connection.Kv.PutAsync(At("shards/readme"), "x", Token);
        await using var one = Node("one");
        (await Should.ThrowAsync<InvalidOperationException>(() => one.Running)).Message.ShouldContain($"The key '{At("shards/readme")}' is in the way");
    }

    [Fact]
    public async Task It_runs_once_at_a_time_and_again_afterwards()
    {
        await using var home = new Home(Member);
        var shards = new ShardedOwnership(home.Session, At("shards"), 2);
        for (var round = 0; round < 2; round++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var running = shards.RunAsync(ShardNode.UntilStopped, stop.Token);
            await Should.ThrowAsync<InvalidOperationException>(() => shards.RunAsync(ShardNode.UntilStopped, Token));
            await Eventually.TrueAsync(() => shards.Owned.Count == 2, "both are owned", cancellationToken: Token);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => running);
            await NothingLeftAsync();
        }
    }

    private ShardNode Node(string name, Func<Shard, CancellationToken, Task>? work = null, int shards = Count) => new(_client, At("shards"), shards, name, _ledger, work);

    private Task<ShardMap> RestAsync(params ShardNode[] nodes) => RestAsync(_ => true, nodes);

    /// <summary>Waits until each shard has an owner and each node its share, by what etcd has and by what the nodes think.</summary>
    private async Task<ShardMap> RestAsync(Func<ShardMap, bool> also, params ShardNode[] nodes)
        => await Eventually.GetAsync(
            async token => (Map: await nodes[0].Shards.GetMapAsync(token), Owned: nodes.SelectMany(node => node.Shards.Owned.Select(shard => (shard.Number, node.Name))).Order().ToArray()),
            seen => also(seen.Map) && seen.Map.Owners.Count == Count
                && seen.Owned.SequenceEqual(seen.Map.Owners.Select(each => (each.Key, each.Value)).Order())
                && seen.Map.Owners.Values.CountBy(owner => owner).Select(each => each.Value).OrderDescending().SequenceEqual(Shares(nodes.Length)),
            $"{nodes.Length} nodes share all shards", Deadline, seen => string.Join(' ', seen.Map.Owners), Token) is var rest ? rest.Map : null!;

    private static IEnumerable<int> Shares(int nodes) => Enumerable.Range(0, nodes).Select(rank => (Count + nodes - 1 - rank) / nodes);

    private static async Task<ShardMap> NextAsync(IAsyncEnumerator<ShardMap> observed)
    {
        (await observed.MoveNextAsync().AsTask().WaitAsync(Deadline, TimeProvider.System, Token)).ShouldBeTrue();
        return observed.Current;
    }

    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("shards")), Token)).ShouldBeEmpty();
}

public sealed class ShardedOwnershipTests34(Etcd34 fixture) : ShardedOwnershipTests(fixture);

public sealed class ShardedOwnershipTests35(Etcd35 fixture) : ShardedOwnershipTests(fixture);
