using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;
using Etcd.Tests.Patterns.Discovery;

namespace Etcd.Tests.Patterns;

public abstract class ServiceRegistrationTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_revoked_lease_it_is_registered_again_under_another()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await using var registration = await registry.RegisterAsync(Services.Instance("a"), Token);
        await registration.UpdateAsync(Services.Instance("a", weight: 5), Token);
        for (var round = 0; round < 3; round++)
        {
            var lost = await home.Session.GetLeaseAsync(Token);
            await Connection.Leases.RevokeAsync(lost.Id, Token);
            var there = await ThereAsync("a", key => key is { } found && found.Lease != lost.Id);
            there.ShouldNotBeNull().Value.ToString().ShouldContain("\"weight\":5");
            await Eventually.TrueAsync(() => registration.IsRegistered, "it knows", Long, cancellationToken: Token);
        }
    }

    [Fact]
    public async Task Somebody_deletes_its_key_and_it_is_registered_again()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await using var registration = await registry.RegisterAsync(Services.Instance("a"), Token);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await Connection.Kv.DeleteAsync(At("services/api/a"), Token)));
        await ThereAsync("a", key => key is not null);
        await registration.DeregisterAsync(Token);
        (await registry.DiscoverAsync("api", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_processes_with_the_same_id_the_later_one_counts_and_the_first_comes_back_when_it_leaves()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        await using var first = await new ServiceRegistry(home.Session, At("services")).RegisterAsync(Services.Instance("a", port: 1), Token);
        await using (var second = await new ServiceRegistry(other.Session, At("services")).RegisterAsync(Services.Instance("a", port: 2), Token))
        {
            await Eventually.TrueAsync(() => !first.IsRegistered, "the first knows", Long, cancellationToken: Token);
            second.IsRegistered.ShouldBeTrue();
            (await Should.ThrowAsync<EtcdConflictException>(async () => await first.UpdateAsync(Services.Instance("a", port: 3), Token))).Message.ShouldContain("id of its own");
            first.Instance.Port.ShouldBe(1);
            (await PortAsync()).ShouldBe(2);
            await second.UpdateAsync(Services.Instance("a", port: 4), Token);
            (await PortAsync()).ShouldBe(4);
        }
        await Eventually.TrueAsync(() => first.IsRegistered, "the first is back", Long, cancellationToken: Token);
        (await PortAsync()).ShouldBe(1);

        async ValueTask<int> PortAsync() => (await new ServiceRegistry(other.Session, At("services")).DiscoverAsync("api", Token)).ShouldHaveSingleItem().Port;
    }

    [Fact]
    public async Task Who_has_lost_its_id_to_another_deregisters_without_touching_the_others_key()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        var first = await registry.RegisterAsync(Services.Instance("a", port: 1), Token);
        await using var second = await registry.RegisterAsync(Services.Instance("a", port: 2), Token); // the same session: the lease alone does not tell them apart
        await first.DeregisterAsync(Token);
        (await registry.DiscoverAsync("api", Token)).ShouldHaveSingleItem().Port.ShouldBe(2);
        second.IsRegistered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_is_killed_is_gone_when_its_lease_is()
    {
        await using var home = new Home(Member);
        var registry = new ServiceRegistry(home.Session, At("services"));
        await using var child = Child.Start(typeof(ServiceRegistrationTests).Assembly, "register", Member.Endpoint, "2", At("services").ToString(), "killed");
        await child.NextAsync("registered", Token);
        await using var seen = registry.ObserveAsync("api", Token).GetAsyncEnumerator(Token);
        (await seen.MoveNextAsync()).ShouldBeTrue();
        var lease = (await Connection.Kv.GetAsync(At("services/api/killed"), Token)).ShouldNotBeNull().Lease;

        await child.KillAsync();
        var left = (await Connection.Leases.TimeToLiveAsync(lease, Token))?.Granted ?? default;
        var next = seen.MoveNextAsync().AsTask();
        (await next.WaitAsync(left + Long, TimeProvider.System, Token)).ShouldBeTrue();
        seen.Current.Type.ShouldBe(ServiceEventType.Removed);
        seen.Current.Instance.Id.ShouldBe("killed");
        (await registry.DiscoverAsync("api", Token)).ShouldBeEmpty();
        (await Connection.Leases.TimeToLiveAsync(lease, Token)).ShouldBeNull(); // not before its time: nothing but the lease has ended it
    }

    [Fact]
    public async Task A_process_that_stood_still_too_long_registers_again_when_it_goes_on()
    {
        await using var child = Child.Start(typeof(ServiceRegistrationTests).Assembly, "register", Member.Endpoint, "2", At("services").ToString(), "frozen");
        await child.NextAsync("registered", Token);
        child.Freeze();
        await ThereAsync("frozen", key => key is null);
        child.Thaw();
        await ThereAsync("frozen", key => key is not null);
    }

    [Fact]
    public async Task An_update_that_fails_leaves_the_registration_as_it_was()
    {
        await using var proxy = FaultProxy.Start(Member.Endpoint);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [proxy.Endpoint], RequestTimeout = TimeSpan.FromSeconds(1) });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = Long });
        await using var registration = await new ServiceRegistry(session, At("services")).RegisterAsync(Services.Instance("a", weight: 1), Token);
        proxy.Set(Fault.Blackhole, FaultDirection.ToClient); // what is sent still arrives: the update may be made, and nobody learns of it
        await Should.ThrowAsync<EtcdException>(async () => await registration.UpdateAsync(Services.Instance("a", weight: 2), Token));
        registration.Instance.Weight.ShouldBe(1);
        proxy.Heal();
        await registration.UpdateAsync(Services.Instance("a", weight: 3), Token);
        await ThereAsync("a", key => key?.Value.ToString().Contains("\"weight\":3", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Disposed_while_etcd_is_away_it_returns_soon_and_is_deregistered_when_etcd_is_back()
    {
        await using var proxy = FaultProxy.Start(Member.Endpoint);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [proxy.Endpoint] });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = Long, ReleaseTimeout = TimeSpan.FromMilliseconds(200) });
        var registration = await new ServiceRegistry(session, At("services")).RegisterAsync(Services.Instance("a"), Token);
        proxy.RefuseNew();
        proxy.Set(Fault.Cut);
        await registration.DisposeAsync();
        registration.IsRegistered.ShouldBeFalse();
        await ThereAsync("a", key => key is not null);
        proxy.Heal();
        await ThereAsync("a", key => key is null);
    }

    [Fact]
    public async Task A_registration_that_is_cancelled_leaves_nothing()
    {
        await using var proxy = FaultProxy.Start(Member.Endpoint);
        await using var client = new EtcdClient(proxy.Endpoint);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = Long, ReleaseTimeout = TimeSpan.FromMilliseconds(200) });
        await session.GetLeaseAsync(Token);
        proxy.Set(Fault.Blackhole, FaultDirection.ToServer);
        using var stop = new CancellationTokenSource();
        var registering = new ServiceRegistry(session, At("services")).RegisterAsync(Services.Instance("a"), stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => registering);
        await using var direct = new EtcdClient(Member.Endpoint);
        await using var watch = await direct.WatchAsync(At("services/api/a"), Token);
        proxy.Heal(); // what was on its way arrives now
        List<WatchEventType> story = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Long);
        await foreach (var batch in watch.WithCancellation(limit.Token))
        {
            story.AddRange(batch.Select(each => each.Type));
            if (story is [.., WatchEventType.Delete])
            {
                break;
            }
        }
        story.ShouldBe([WatchEventType.Create, WatchEventType.Delete]);
    }

    [Fact]
    public async Task When_its_session_closes_it_ends_quietly()
    {
        await using var home = new Home(Member);
        var registration = await new ServiceRegistry(home.Session, At("services")).RegisterAsync(Services.Instance("a"), Token);
        await home.Session.CloseAsync(Token);
        registration.IsRegistered.ShouldBeFalse();
        await ThereAsync("a", key => key is null);
        await registration.DeregisterAsync(Token);
        await registration.DisposeAsync();
    }

    private async Task<KeyValue?> ThereAsync(string id, Func<KeyValue?, bool> until)
        => await Eventually.GetAsync(token => Connection.Kv.GetAsync(At($"services/api/{id}"), token), until, "the key stands as it should", Long, key => key?.Value.ToString(), Token);
}

public sealed class ServiceRegistrationTests34(Etcd34 fixture) : ServiceRegistrationTests(fixture);

public sealed class ServiceRegistrationTests35(Etcd35 fixture) : ServiceRegistrationTests(fixture);
