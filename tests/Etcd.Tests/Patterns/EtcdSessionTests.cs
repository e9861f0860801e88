using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class EtcdSessionTests(Etcd35 fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task It_takes_a_lease_at_its_first_use_and_another_after_a_loss()
    {
        await using var home = new Home(Member);
        home.Session.State.ShouldBe(SessionState.Idle);
        var first = await home.Session.GetLeaseAsync(Token);
        home.Session.State.ShouldBe(SessionState.Alive);
        (await home.Session.GetLeaseAsync(Token)).Id.ShouldBe(first.Id);
        await Connection.Leases.RevokeAsync(first.Id, Token);
        await Eventually.TrueAsync(() => first.Lost.IsCancellationRequested, "the loss is told", cancellationToken: Token);
        home.Session.State.ShouldBe(SessionState.Lost);
        (await home.Session.GetLeaseAsync(Token)).Id.ShouldNotBe(first.Id);
        home.Session.State.ShouldBe(SessionState.Alive);
    }

    [Fact]
    public async Task Many_first_uses_at_once_take_one_lease()
    {
        await using var home = new Home(Member);
        var leases = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => home.Session.GetLeaseAsync(Token).AsTask()));
        leases.Select(lease => lease.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Closing_it_ends_its_keys_and_handles()
    {
        await using var home = new Home(Member);
        await using var observed = home.Session.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await observed.MoveNextAsync()).ShouldBeTrue();
        observed.Current.ShouldBe(SessionState.Idle);
        var held = await new DistributedLock(home.Session, At("lock")).AcquireAsync(Token);
        (await observed.MoveNextAsync()).ShouldBeTrue();
        observed.Current.ShouldBe(SessionState.Alive);
        var lost = held.Lost;
        await home.Session.CloseAsync(Token);
        lost.IsCancellationRequested.ShouldBeTrue();
        held.LossReason.ShouldBe(LossReason.SessionClosed);
        (await observed.MoveNextAsync()).ShouldBeTrue();
        observed.Current.ShouldBe(SessionState.Closed);
        (await observed.MoveNextAsync()).ShouldBeFalse();
        (await Connection.Kv.GetAsync(held.Key, Token)).ShouldBeNull();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await home.Session.GetLeaseAsync(Token));
    }

    [Fact]
    public void Wrong_options_are_named()
        => Should.Throw<ArgumentException>(() => new EtcdSession(new EtcdClient(Member.Endpoint), new SessionOptions { Ttl = TimeSpan.Zero, ReleaseTimeout = TimeSpan.Zero }))
            .Message.ShouldBe("Ttl must be longer than 0. ReleaseTimeout must be longer than 0.");

    [Fact]
    public void A_fence_is_text_and_back_and_compares_within_its_cluster_only()
    {
        var fence = new Fence(new ClusterId(0xabc), new Revision(42));
        Fence.Parse(fence.ToString()).ShouldBe(fence);
        (fence < fence with { Revision = new Revision(43) }).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => fence < fence with { Cluster = new ClusterId(0xabd) });
        Should.Throw<FormatException>(() => Fence.Parse("42"));
    }
}
