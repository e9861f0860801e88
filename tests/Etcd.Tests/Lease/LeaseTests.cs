using Etcd.Client;

namespace Etcd.Tests.Lease;

public abstract class LeaseTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private LeaseClient Leases => Connection.Leases;

    [Fact]
    public async Task A_granted_lease_tells_its_time_and_its_keys()
    {
        var lease = await Leases.GrantAsync(TimeSpan.FromSeconds(60), cancellationToken: Token);
        lease.Ttl.ShouldBe(TimeSpan.FromSeconds(60));
        lease.Id.ShouldNotBe(default);
        await Connection.Kv.PutAsync(At("a"), "x", new() { Lease = lease.Id }, Token);

        var info = (await Leases.TimeToLiveAsync(lease.Id, Token)).ShouldNotBeNull();
        info.Id.ShouldBe(lease.Id);
        info.Granted.ShouldBe(TimeSpan.FromSeconds(60));
        info.Remaining.ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        info.Keys.ShouldBe([At("a")]);
        await Leases.RevokeAsync(lease.Id, Token);
    }

    [Fact]
    public async Task A_revoked_lease_takes_its_keys_along()
    {
        var lease = await Leases.GrantAsync(TimeSpan.FromSeconds(60), cancellationToken: Token);
        await Connection.Kv.PutAsync(At("a"), "x", new() { Lease = lease.Id }, Token);
        await Leases.RevokeAsync(lease.Id, Token);
        (await Connection.Kv.GetAsync(At("a"), Token)).ShouldBeNull();
        (await Leases.TimeToLiveAsync(lease.Id, Token)).ShouldBeNull();
        await Should.ThrowAsync<EtcdLeaseNotFoundException>(async () => await Leases.RevokeAsync(lease.Id, Token));
    }

    [Fact]
    public async Task A_lease_with_an_id_of_ones_own_exists_once()
    {
        var id = new LeaseId(0x1234_5678_0000 + Environment.TickCount);
        (await Leases.GrantAsync(TimeSpan.FromSeconds(60), id, Token)).Id.ShouldBe(id);
        (await Should.ThrowAsync<EtcdException>(async () => await Leases.GrantAsync(TimeSpan.FromSeconds(60), id, Token))).Code.ShouldBe(EtcdErrorCode.LeaseExists);
        (await Leases.ListAsync(Token)).ShouldContain(id);
        await Leases.RevokeAsync(id, Token);
        (await Leases.ListAsync(Token)).ShouldNotContain(id);
    }

    [Fact]
    public async Task Seconds_are_rounded_up()
    {
        var lease = await Leases.GrantAsync(TimeSpan.FromSeconds(29.2), cancellationToken: Token);
        lease.Ttl.ShouldBe(TimeSpan.FromSeconds(30));
        await Leases.RevokeAsync(lease.Id, Token);
    }

    [Fact]
    public async Task A_put_on_a_lease_that_is_none_is_refused()
        => await Should.ThrowAsync<EtcdLeaseNotFoundException>(async () => await Connection.Kv.PutAsync(At("a"), "x", new() { Lease = new LeaseId(42) }, Token));

    [Fact]
    public async Task Keeping_alive_renews_every_third_of_the_time_until_the_lease_is_gone()
    {
        var lease = await Leases.GrantAsync(TimeSpan.FromSeconds(2), cancellationToken: Token);
        var renewals = 0;
        var gone = await Should.ThrowAsync<EtcdLeaseNotFoundException>(async () =>
        {
            await foreach (var renewal in Leases.KeepAliveAsync(lease.Id, Token))
            {
                renewal.ShouldBe(lease);
                if (++renewals == 3)
                {
                    await Leases.RevokeAsync(lease.Id, Token);
                }
            }
        });
        renewals.ShouldBe(3);
        gone.Lease.ShouldBe(lease.Id);
    }

    [Fact]
    public async Task A_time_of_nothing_is_an_error_of_the_caller()
        => await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Leases.GrantAsync(TimeSpan.Zero, cancellationToken: Token));
}

public sealed class LeaseTests34(Etcd34 fixture) : LeaseTests(fixture);

public sealed class LeaseTests35(Etcd35 fixture) : LeaseTests(fixture);
