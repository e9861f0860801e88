using Etcd.Testing;

namespace Etcd.Tests;

/// <summary>One single-member cluster of a version, shared by all tests that leave it as they found it.</summary>
public abstract class ClusterFixture(EtcdVersion version) : IAsyncLifetime
{
    private EtcdCluster? _cluster;

    public EtcdVersion Version => version;

    /// <summary>The cluster. Where that etcd is missing, the test is skipped, and fails in CI.</summary>
    public EtcdCluster Cluster
    {
        get
        {
            Requirements.Etcd(version);
            return _cluster!;
        }
    }

    public EtcdMember Member => Cluster.Members[0];

    public async ValueTask InitializeAsync()
    {
        if (EtcdBinary.Find(version) is not null)
        {
            _cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}

public sealed class Etcd34() : ClusterFixture(EtcdVersion.V34);

public sealed class Etcd35() : ClusterFixture(EtcdVersion.V35);
