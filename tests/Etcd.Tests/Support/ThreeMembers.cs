using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests;

/// <summary>Three members of etcd 3.5, a proxy before each client port: what a test does to the proxies, it heals.</summary>
public sealed class ThreeMembers : IAsyncLifetime
{
    private EtcdCluster? _cluster;

    public EtcdCluster Cluster
    {
        get
        {
            Requirements.Etcd(EtcdVersion.V35);
            return _cluster!;
        }
    }

    /// <summary>A client that starts at the first member, through the proxies.</summary>
    public EtcdClient Client(EtcdClientOptions? options = null)
        => new((options ?? new EtcdClientOptions()) with { Endpoints = [.. Cluster.Endpoints], Randomizer = () => 0 });

    public async ValueTask InitializeAsync()
    {
        if (EtcdBinary.Find(EtcdVersion.V35) is not null)
        {
            _cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V35, ClientProxies = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
