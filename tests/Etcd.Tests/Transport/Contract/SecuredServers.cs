using Etcd.Testing;

namespace Etcd.Tests.Transport.Contract;

/// <summary>How a member protects its client port.</summary>
public enum Protection
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>By TLS.</summary>
    Tls,

    /// <summary>By TLS, with a certificate of the client too.</summary>
    MutualTls,

    /// <summary>By users and passwords.</summary>
    Auth,
}

/// <summary>A member of each version under each protection, each behind a proxy of its own; started when first asked for. One test at a time has them, and leaves them as they were.</summary>
public sealed class SecuredServers : IAsyncDisposable
{
    private readonly Dictionary<(EtcdVersion, Protection), EtcdCluster> _clusters = [];

    public static IEnumerable<(EtcdVersion Version, Protection Protection)> All { get; } =
        from version in new[] { EtcdVersion.V34, EtcdVersion.V35 }
        from protection in Enum.GetValues<Protection>()
        select (version, protection);

    /// <summary>That member. Where its etcd is missing, the test is skipped, and fails in CI.</summary>
    public async Task<EtcdMember> GetAsync(EtcdVersion version, Protection protection)
    {
        Requirements.Etcd(version);
        if (!_clusters.TryGetValue((version, protection), out var cluster))
        {
            _clusters[(version, protection)] = cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions
            {
                Version = version,
                ClientTls = protection switch { Protection.Tls => EtcdTlsMode.Server, Protection.MutualTls => EtcdTlsMode.Mutual, _ => EtcdTlsMode.None },
                Auth = protection == Protection.Auth ? new EtcdClusterAuth() : null,
                ClientProxies = true,
            });
        }
        return cluster.Members[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters.Values)
        {
            await cluster.DisposeAsync();
        }
    }
}
