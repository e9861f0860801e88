using System.Diagnostics;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport.Failover;

public sealed class FailoverTests(ThreeMembers fixture) : IClassFixture<ThreeMembers>, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FaultProxy First => fixture.Cluster.Members[0].Proxy!;

    public void Dispose()
    {
        foreach (var member in fixture.Cluster.Members)
        {
            member.Proxy!.Heal();
        }
    }

    [Fact]
    public async Task Calls_stay_with_one_member_and_go_on_at_another_when_it_fails()
    {
        await using var client = fixture.Client();
        await client.PutAsync("sticky", "1", Token);
        First.Open.ShouldBe(1);
        var others = fixture.Cluster.Members.Skip(1).Sum(member => member.Proxy!.Connections);

        First.RefuseNew();
        First.Set(Fault.Cut);
        (await client.GetAsync("sticky", Token)).ShouldNotBeNull();
        await client.PutAsync("sticky", "2", Token);

        fixture.Cluster.Members.Skip(1).Sum(member => member.Proxy!.Connections).ShouldBe(others + 1);
    }

    [Fact]
    public async Task A_write_that_was_sent_is_not_repeated()
    {
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        await client.PutAsync("once", "0", Token);
        First.Set(Fault.Blackhole, FaultDirection.ToClient);

        var ambiguous = await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await client.PutAsync("once", "1", Token));

        ambiguous.Message.ShouldContain("read before you repeat");
        var read = (await client.GetAsync("once", Token)).ShouldNotBeNull();
        read.Version.ShouldBe(2);
        read.Value.ToString().ShouldBe("1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_to_a_silent_member_does_not_wait_for_its_own_deadline(bool writes)
    {
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromMinutes(5), PingInterval = TimeSpan.FromMilliseconds(500) });
        await client.PutAsync("silent", "0", Token);
        First.Set(Fault.Blackhole);
        var watch = Stopwatch.StartNew();
        if (writes)
        {
            (await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await client.PutAsync("silent", "1", Token))).Failure.ShouldBe(EtcdFailure.ConnectionLost);
        }
        (await client.GetAsync("silent", Token)).ShouldNotBeNull();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task An_operation_key_resolves_a_lost_answer()
    {
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        await client.PutAsync("resolved", "0", Token);
        First.Set(Fault.Blackhole, FaultDirection.ToClient);
        var before = Op.Get("resolved");

        var result = await client.CommitAsync(
            new Txn().Then(before, Op.Put("resolved", "1")), new TxnOptions { OperationKey = "resolved/operation" }, Token);

        result.ResultOf(before).ShouldNotBeNull().Value.ToString().ShouldBe("0");
        (await client.GetAsync("resolved", Token)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_answer_to_a_grant_or_a_revoke_is_resolved()
    {
        await using var client = fixture.Client(new EtcdClientOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        await client.GetAsync("warm", Token);
        var before = await client.Leases.ListAsync(Token);
        First.Set(Fault.Blackhole, FaultDirection.ToClient);
        var grant = await client.Leases.GrantAsync(TimeSpan.FromSeconds(60), default, Token);
        First.Heal();
        (await client.Leases.ListAsync(Token)).Except(before).ShouldBe([grant.Id]);

        var second = fixture.Cluster.Members[1].Proxy!;
        second.Set(Fault.Blackhole, FaultDirection.ToClient);
        await client.Leases.RevokeAsync(grant.Id, Token);
        second.Heal();
        (await client.Leases.TimeToLiveAsync(grant.Id, Token)).ShouldBeNull();
        await Should.ThrowAsync<EtcdLeaseNotFoundException>(async () => await client.Leases.RevokeAsync(grant.Id, Token));
    }

    [Fact]
    public async Task A_member_of_another_cluster_gets_no_write()
    {
        await using var stranger = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        await using var client = new EtcdClient(new EtcdClientOptions
        {
            Endpoints = [fixture.Cluster.Endpoints[0], stranger.Endpoints[0]],
            Randomizer = () => 0,
            RequestTimeout = TimeSpan.FromSeconds(2),
        });
        await client.PutAsync("ours", "1", Token);
        First.RefuseNew();
        First.Set(Fault.Cut);

        var refused = await Should.ThrowAsync<EtcdException>(async () =>
        {
            while (true)
            {
                try
                {
                    await client.PutAsync("ours", "2", Token);
                }
                catch (EtcdAmbiguousResultException)
                {
                    // it was on its way when the connection was cut
                }
            }
        });

        refused.ShouldNotBeOfType<EtcdAmbiguousResultException>();
        await using var direct = stranger.Members[0].Connect();
        (await direct.Kv.CountAsync(KeyRange.All, Token)).ShouldBe(0);
        First.Heal();
        await client.PutAsync("ours", "3", Token);
    }

    [Fact]
    public async Task When_no_member_answers_the_call_ends_in_time_and_says_why()
    {
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = ["127.0.0.1:1", "127.0.0.1:2"], RequestTimeout = TimeSpan.FromSeconds(1) });
        var watch = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<EtcdUnavailableException>(async () => await client.PutAsync("x", "1", Token));
        failure.Failure.ShouldBe(EtcdFailure.Refused);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task What_no_wait_can_mend_is_told_at_once()
    {
        await using var client = new EtcdClient(new EtcdClientOptions
        {
            Endpoints = [$"https://{fixture.Cluster.Endpoints[0]}", $"https://{fixture.Cluster.Endpoints[1]}"],
            RequestTimeout = TimeSpan.FromMinutes(1),
        });
        var watch = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<EtcdUnavailableException>(async () => await client.GetAsync("x", Token));
        failure.Failure.ShouldBe(EtcdFailure.PlainExpected);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Without_retries_one_member_is_asked_once()
    {
        await using var client = fixture.Client(new EtcdClientOptions { Retry = false });
        First.RefuseNew();
        First.Set(Fault.Cut);
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await client.GetAsync("x", Token))).Endpoint.ShouldBe(fixture.Cluster.Endpoints[0]);
        await client.GetAsync("x", Token); // the next call goes elsewhere all the same
    }

    [Fact]
    public async Task The_member_list_brings_members_that_nobody_named()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V35 }, Token);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [cluster.Endpoints[0]], MemberSyncInterval = TimeSpan.FromMilliseconds(100) });
        await client.PutAsync("known", "1", Token);
        await using var watch = await client.WatchAsync(KeyRange.All, Token); // a stream needs its member too
        await Eventually.TrueAsync(() => client.KnownEndpoints == 3, "the member list has come", cancellationToken: Token);
        cluster.Members[0].Kill();
        await Eventually.GetAsync(
            async token =>
            {
                try
                {
                    return (await client.GetAsync("known", token)) is not null;
                }
                catch (EtcdUnavailableException)
                {
                    return false; // no leader yet
                }
            }, found => found, "another member serves", cancellationToken: Token);
    }

    [Fact]
    public void Every_wrong_option_is_named()
    {
        var options = new EtcdClientOptions { Endpoints = ["ftp://x", "ok:2379"], RequestTimeout = TimeSpan.Zero, User = "me" };
        var refused = Should.Throw<ArgumentException>(() => new EtcdClient(options));
        refused.Message.ShouldContain("ftp://x");
        refused.Message.ShouldContain("RequestTimeout");
        refused.Message.ShouldContain("PasswordFile");
        (options with { Password = "secret" }).ToString().ShouldBe("me@ftp://x,ok:2379");
    }
}
