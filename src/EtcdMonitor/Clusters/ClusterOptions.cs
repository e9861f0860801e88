using Etcd.Client;

namespace EtcdMonitor.Clusters;

/// <summary>One cluster to watch and how to reach it.</summary>
public sealed record ClusterOptions
{
    /// <summary>Name in the API, in alerts and on the dashboard; unique, letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public string Name { get; set; } = "default";

    /// <summary>Labels that go on every alert of the cluster.</summary>
    public Dictionary<string, string> Labels { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Client URLs or <c>host:port</c> of members; one is enough where <see cref="Discover"/> is on.</summary>
    public string[] Endpoints { get; set; } = ["localhost:2379"];

    /// <summary>What single members have for themselves: zone, metrics URL, node exporter. Members that need none of it are left out.</summary>
    public IReadOnlyList<MemberOptions> Members { get; set; } = [];

    /// <summary>Also watch members that the cluster's own list names, at their advertised client URLs.</summary>
    public bool Discover { get; set; } = true;

    /// <summary>Longest time for name lookup, connect and TLS handshake together.</summary>
    public TimeSpan DialTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>etcd user; null: none.</summary>
    public string? Username { get; set; }

    /// <summary>Password of <see cref="Username"/>.</summary>
    public Secret? Password { get; set; }

    /// <summary>File that holds the password instead; read at each authentication.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Whether to speak TLS to endpoints that name no scheme.</summary>
    public bool TlsEnabled { get; set; }

    /// <summary>CA, client certificate and server name.</summary>
    public EtcdTlsOptions Tls { get; set; } = new();

    /// <summary>What the member at an endpoint has for itself; null: nothing.</summary>
    internal MemberOptions? MemberAt(string endpoint) => Members.FirstOrDefault(m => m.IsAt(endpoint));
}
