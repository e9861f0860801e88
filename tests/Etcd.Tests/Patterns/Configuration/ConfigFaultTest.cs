using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

/// <summary>A configuration while the network fails: each proxy stands before one of three members.</summary>
public abstract class ConfigFaultTest(ThreeMembers fixture) : IClassFixture<ThreeMembers>, IDisposable
{
    private static int _count;

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected static EtcdClientOptions Quick { get; } = new() { PingInterval = TimeSpan.FromSeconds(1), RequestTimeout = TimeSpan.FromSeconds(20) };

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Key Prefix { get; } = $"config{Interlocked.Increment(ref _count)}";

    protected ThreeMembers Fixture { get; } = fixture;

    public void Dispose()
    {
        Heal();
        GC.SuppressFinalize(this);
    }

    protected EtcdClient Inside() => new(Fixture.Cluster.Members[0].DirectEndpoint);

    protected void Heal()
    {
        foreach (var member in Fixture.Cluster.Members)
        {
            member.Proxy!.Heal();
        }
    }

    protected void CutAnywhere(Random random)
    {
        foreach (var member in Fixture.Cluster.Members)
        {
            member.Proxy!.Set(Fault.CutAfter(random.Next(400)), FaultDirection.ToClient, newToo: false);
        }
    }

    protected async Task AwayAsync(ConfigManager config)
    {
        foreach (var member in Fixture.Cluster.Members)
        {
            member.Proxy!.RefuseNew();
            member.Proxy.Set(Fault.Cut);
        }
        await Eventually.TrueAsync(() => config.Age > TimeSpan.Zero, "it knows that it is out of date", Patience, cancellationToken: Token);
    }
}
