using Etcd.Client;
using Etcd.Testing;
using Microsoft.Extensions.Logging;

namespace Etcd.Tests.Lease;

public sealed class HeldLeaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task It_outlives_a_frozen_leader_while_there_is_a_quorum(int start)
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V35 }, Token);
        var leader = await cluster.LeaderAsync(Token);
        // at the leader itself, or at a follower that would ask it
        string[] endpoints = [.. cluster.Members.OrderBy(member => member != leader).Select(member => member.Endpoint)];
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = endpoints, Randomizer = () => start / 3.0 });
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(5), Token);
        var renewed = 0;
        var last = lease.SafeFor;
        leader.Freeze();
        await Eventually.TrueAsync(
            () =>
            {
                renewed += lease.SafeFor > last ? 1 : 0;
                last = lease.SafeFor;
                return renewed == 4 || lease.Lost.IsCancellationRequested;
            }, "four renewals with the leader frozen", TimeSpan.FromSeconds(20), cancellationToken: Token);
        lease.IsHeld.ShouldBeTrue();
        leader.Thaw();
    }

    [Fact]
    public async Task Its_loss_is_told_before_etcd_expires_it()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35, ClientProxies = true }, Token);
        await using var client = new EtcdClient(cluster.Endpoints[0]);
        await using var beside = new EtcdConnection(cluster.Members[0].DirectEndpoint);
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(2), Token);
        var last = lease.SafeFor;
        await Eventually.TrueAsync(() => lease.SafeFor > last || (last = lease.SafeFor) < TimeSpan.Zero, "a renewal", cancellationToken: Token);
        cluster.Members[0].Proxy!.Set(Fault.Blackhole);

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lease.Lost).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

        (await beside.Leases.TimeToLiveAsync(lease.Id, Token)).ShouldNotBeNull();
        lease.LossReason.ShouldBe(LeaseLossReason.Expired);
        lease.IsHeld.ShouldBeFalse();
        cluster.Members[0].Proxy!.Heal();
        await Eventually.GetAsync(async token => await beside.Leases.TimeToLiveAsync(lease.Id, token), left => left is null, "it expires: what was lost is not renewed", cancellationToken: Token);
        lease.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task A_pause_longer_than_its_time_is_a_loss_that_the_first_look_sees()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        var time = new ManualTime();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [.. cluster.Endpoints], TimeProvider = new FrozenTimers(time) });
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(60), Token);
        lease.IsHeld.ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(61)); // no timer fires: the process stood still
        lease.IsHeld.ShouldBeFalse();
        lease.Lost.IsCancellationRequested.ShouldBeTrue();
        lease.LossReason.ShouldBe(LeaseLossReason.ProcessPaused);
        lease.SafeFor.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Whoever_finds_it_not_held_finds_its_loss_told()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        var seen = new TaskCompletionSource<(bool IsHeld, bool IsTold)>();
        HeldLease? lease = null;
        using var log = new Listener(() => seen.TrySetResult((lease!.IsHeld, lease.Lost.IsCancellationRequested)));
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [.. cluster.Endpoints], LoggerFactory = log });
        lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(2), Token);
        await client.Leases.RevokeAsync(lease.Id, Token);
        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Token)).ShouldBe((false, true));
    }

    /// <summary>Looks at the moment in which the client writes to its log, which is in the midst of losing the lease.</summary>
    private sealed class Listener(Action look) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => look();

        public void Dispose()
        {
        }
    }

    /// <summary>A clock that goes on while nothing fires.</summary>
    private sealed class FrozenTimers(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
