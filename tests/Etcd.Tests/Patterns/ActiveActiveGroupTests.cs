using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class ActiveActiveGroupTests(Etcd35 fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Observers_see_who_joins_and_who_leaves()
    {
        await using var home = new Home(Member, new SessionOptions { Owner = "node-1" });
        await using var other = new Home(Member, new SessionOptions { Owner = "node-2" });
        var group = new ActiveActiveGroup(home.Session, At("group"));
        await using var observed = group.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await NextAsync(observed)).ShouldBeEmpty();
        await using var self = await group.JoinAsync(Token);
        self.IsJoined.ShouldBeTrue();
        (await NextAsync(observed)).ShouldBe([self.Self]);
        self.Self.Owner.ShouldBe("node-1");
        await using var second = await new ActiveActiveGroup(other.Session, At("group")).JoinAsync(Token);
        (await NextAsync(observed)).ShouldBe([self.Self, second.Self]);
        (await group.GetMembersAsync(Token)).ShouldBe([self.Self, second.Self]);
        await self.LeaveAsync(Token);
        self.IsJoined.ShouldBeFalse();
        (await NextAsync(observed)).ShouldBe([second.Self]);
        await second.DisposeAsync();
        (await NextAsync(observed)).ShouldBeEmpty();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_membership_comes_back_after_a_lost_lease_and_after_a_deleted_key()
    {
        await using var home = new Home(Member);
        var group = new ActiveActiveGroup(home.Session, At("group"));
        await using var self = await group.JoinAsync(Token);
        var first = self.Self;
        await Connection.Leases.RevokeAsync(first.Lease, Token);
        var second = await BackAsync(group, self, after: first);
        second.Lease.ShouldNotBe(first.Lease);
        await Connection.Kv.DeleteRangeAsync(KeyRange.Prefix(At("group/")), Token);
        var third = await BackAsync(group, self, after: second);
        third.Lease.ShouldBe(second.Lease);
        await self.LeaveAsync(Token);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_member_that_is_cut_off_for_longer_than_its_lease_comes_back_when_it_can()
    {
        await using var proxy = FaultProxy.Start(Member.Endpoint);
        await using var client = new EtcdClient(proxy.Endpoint);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(2) });
        await using var home = new Home(Member);
        var group = new ActiveActiveGroup(home.Session, At("group"));
        await using var self = await new ActiveActiveGroup(session, At("group")).JoinAsync(Token);
        var before = self.Self;
        proxy.Set(Fault.Blackhole);
        await Eventually.TrueAsync(() => !self.IsJoined, "it knows", Deadline, cancellationToken: Token);
        await Eventually.GetAsync(token => group.GetMembersAsync(token), members => members.Count == 0, "the others see it go", Deadline, cancellationToken: Token);
        proxy.Heal();
        await BackAsync(group, self, after: before);
    }

    [Fact]
    public async Task A_closed_session_ends_a_membership()
    {
        await using var home = new Home(Member);
        var group = new ActiveActiveGroup(home.Session, At("group"));
        await using var self = await group.JoinAsync(Token);
        await home.Session.CloseAsync(Token);
        self.IsJoined.ShouldBeFalse();
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_resource_is_with_one_member_at_a_time()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        var (group, elsewhere) = (new ActiveActiveGroup(home.Session, At("group")), new ActiveActiveGroup(other.Session, At("group")));
        var (held, go) = (new TaskCompletionSource<Fence>(), new TaskCompletionSource());
        var working = group.RunAsync("a", async (handle, _) =>
        {
            held.SetResult(handle.Fence);
            await go.Task;
        }, Token);
        var fence = await held.Task;
        (await elsewhere.TryRunAsync("a", (_, _) => throw new InvalidOperationException("it ran"), Token)).ShouldBeFalse();
        foreach (var another in (string[])["a/b", "a.marks", "A", " ", "ä", "."])
        {
            (await elsewhere.TryRunAsync(another, (handle, _) => handle.CommitAsync(new Txn().Then(Op.Put(At("x"), another)), Token).AsTask(), Token)).ShouldBeTrue();
        }
        var waiting = elsewhere.RunAsync("a", (handle, _) =>
        {
            handle.Fence.ShouldBeGreaterThan(fence);
            return Task.CompletedTask;
        }, Token);
        waiting.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await working;
        await waiting;
        (await group.TryRunAsync("a", (_, _) => Task.CompletedTask, Token)).ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(() => group.RunAsync("", (_, _) => Task.CompletedTask, Token));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Work_on_a_resource_that_is_lost_is_stopped_and_the_loss_is_told()
    {
        await using var home = new Home(Member);
        var group = new ActiveActiveGroup(home.Session, At("group"));
        var lost = await Should.ThrowAsync<OwnershipLostException>(() => group.TryRunAsync("a", async (held, stop) =>
        {
            await Connection.Kv.DeleteAsync(held.Key, Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }, Token));
        lost.Reason.ShouldBe(LossReason.KeyDeleted);
        await NothingLeftAsync();
    }

    private static async Task<GroupMember> BackAsync(ActiveActiveGroup group, GroupMembership self, GroupMember after)
    {
        var members = await Eventually.GetAsync(
            token => group.GetMembersAsync(token), members => members.Count == 1 && members[0].Since > after.Since, "it is back", Deadline, cancellationToken: Token);
        await Eventually.TrueAsync(() => self.IsJoined && self.Self == members[0], "it knows that it is back", Deadline, cancellationToken: Token);
        return self.Self;
    }

    private static async Task<IReadOnlyList<GroupMember>> NextAsync(IAsyncEnumerator<IReadOnlyList<GroupMember>> observed)
    {
        (await observed.MoveNextAsync().AsTask().WaitAsync(Deadline, TimeProvider.System, Token)).ShouldBeTrue();
        return observed.Current;
    }

    private async Task NothingLeftAsync() => (await Connection.Kv.GetRangeAsync(KeyRange.Prefix(At("group")), Token)).ShouldBeEmpty();
}
