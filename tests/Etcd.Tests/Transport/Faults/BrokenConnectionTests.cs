using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Faults;

/// <summary>What callers learn when the network between them and a healthy member fails.</summary>
public sealed class BrokenConnectionTests(Etcd35 fixture) : ProxiedTest(fixture)
{
    public static TheoryData<bool> Ends => [true, false];

    [Theory, MemberData(nameof(Ends))]
    public async Task A_read_whose_connection_ends_is_ConnectionLost_and_the_next_call_connects_anew(bool reset)
    {
        var read = await PendingAsync(async () => await Proxied.Kv.GetAsync(At("a"), Token));
        Proxy.Set(reset ? Fault.Reset : Fault.Cut, newToo: false);
        var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () => await read);
        (lost.Code, lost.Failure).ShouldBe((EtcdErrorCode.Unavailable, EtcdFailure.ConnectionLost));
        Proxy.Heal();
        (await Proxied.Kv.GetAsync(At("a"), Token)).ShouldBeNull();
        Proxy.Connections.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Ends))]
    public async Task A_write_whose_connection_ends_after_it_was_sent_is_ambiguous_since_it_may_be_there(bool reset)
    {
        var write = await PendingAsync(async () => await Proxied.Kv.PutAsync(At("a"), "x", Token));
        await Eventually.GetAsync(async token => await Connection.Kv.GetAsync(At("a"), token), found => found is not null, "the write is applied", cancellationToken: Token);
        Proxy.Set(reset ? Fault.Reset : Fault.Cut);
        var lost = await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await write);
        (lost.Code, lost.Failure).ShouldBe((EtcdErrorCode.Ambiguous, EtcdFailure.ConnectionLost));
    }

    [Fact]
    public async Task A_port_that_hangs_up_on_everybody_is_ConnectionLost_each_time()
    {
        Proxy.Set(Fault.Cut);
        for (var i = 0; i < 20; i++)
        {
            Proxy.Set(i % 2 == 0 ? Fault.Cut : Fault.Reset);
            var lost = await Should.ThrowAsync<EtcdException>(async () => await Proxied.Maintenance.StatusAsync(Token));
            (lost.Code, lost.Failure).ShouldBe((EtcdErrorCode.Unavailable, EtcdFailure.ConnectionLost), lost.ToString());
        }
    }

    [Fact]
    public async Task The_search_for_a_cause_keeps_the_deadline()
    {
        await using var hasty = Through(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(400) });
        Proxy.Set(Fault.Blackhole);
        var start = TimeProvider.System.GetTimestamp();
        var call = hasty.Maintenance.StatusAsync(Token).AsTask();
        await Eventually.TrueAsync(() => Proxy.Connections == 1, "it connects", cancellationToken: Token);
        Proxy.Set(Fault.Cut, newToo: false); // the port probes after that meet the black hole
        await Should.ThrowAsync<EtcdUnavailableException>(async () => await call);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public async Task A_black_hole_is_a_Timeout_at_the_deadline_and_its_end_is_noticed()
    {
        await using var hasty = Through(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(400) });
        await hasty.Maintenance.StatusAsync(Token);
        Proxy.Set(Fault.Blackhole);
        await TimeoutAsync<EtcdUnavailableException>(async () => await hasty.Kv.GetAsync(At("a"), Token));
        await TimeoutAsync<EtcdAmbiguousResultException>(async () => await hasty.Kv.PutAsync(At("a"), "x", Token));
        await using var fresh = Through(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(400) });
        await TimeoutAsync<EtcdUnavailableException>(async () => await fresh.Kv.GetAsync(At("a"), Token));
        Proxy.Heal();
        await hasty.Maintenance.StatusAsync(Token);
        await fresh.Maintenance.StatusAsync(Token);
    }

    [Theory]
    [InlineData(FaultDirection.ToServer)]
    [InlineData(FaultDirection.ToClient)]
    [InlineData(FaultDirection.Both)]
    public async Task A_watch_notices_a_connection_that_is_open_on_our_side_only(FaultDirection direction)
    {
        await using var watchful = Through(new EtcdConnectionOptions { PingInterval = TimeSpan.FromMilliseconds(300) });
        await using var watch = await watchful.Watch.OpenAsync(At("a"), cancellationToken: Token);
        Proxy.Set(Fault.Blackhole, direction, newToo: false);
        var start = TimeProvider.System.GetTimestamp();
        var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () => await watch.NextAsync());
        lost.Failure.ShouldBe(EtcdFailure.ConnectionLost);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(1.5)); // asked within 0.3 s, waited 0.3 s
        await watchful.Kv.PutAsync(At("a"), "x", Token);
        Proxy.Connections.ShouldBeGreaterThan(1); // a port probe may have been there too
    }

    [Fact]
    public async Task A_watch_over_a_slow_network_stays()
    {
        await using var watchful = Through(new EtcdConnectionOptions { PingInterval = TimeSpan.FromMilliseconds(500) });
        await using var watch = await watchful.Watch.OpenAsync(At("a"), cancellationToken: Token);
        Proxy.Set(Fault.Delay(TimeSpan.FromMilliseconds(50)));
        for (var i = 0; i < 10; i++)
        {
            await watchful.Kv.PutAsync(At("a"), i, Token);
            (await watch.NextAsync())[0].Value.ToString().ShouldBe($"{i}");
        }
        Proxy.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_after_a_cut_is_Refused_not_ambiguous()
    {
        await Proxied.Maintenance.StatusAsync(Token);
        Proxy.RefuseNew();
        Proxy.Set(Fault.Cut, newToo: false);
        await Eventually.TrueAsync(() => Proxy.Open == 0, "the connection is gone", cancellationToken: Token);
        await Eventually.GetAsync(
            async token => (await Should.ThrowAsync<EtcdException>(async () => await Proxied.Kv.PutAsync(At("a"), "x", token))).Failure,
            failure => failure == EtcdFailure.Refused, "it is refused", cancellationToken: Token);
        Proxy.Heal();
        await Proxied.Kv.PutAsync(At("a"), "x", Token);
    }

    private static async Task TimeoutAsync<T>(Func<Task> call)
        where T : EtcdException
    {
        var start = TimeProvider.System.GetTimestamp();
        (await Should.ThrowAsync<T>(call)).Failure.ShouldBe(EtcdFailure.Timeout);
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(350, 600);
    }
}
