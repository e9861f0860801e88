namespace Etcd.Testing;

/// <summary>What cluster to start. The default is one member of the newest etcd found.</summary>
public sealed record EtcdClusterOptions
{
    /// <summary>How many members: 1 to 9.</summary>
    public int Members { get; set; } = 1;

    /// <summary>The line of versions to look for.</summary>
    public EtcdVersion Version { get; set; }

    /// <summary>The line of versions of each member, in their order, where they differ: 3.4 and 3.5 side by side. Members beyond its end take <see cref="Version"/>.</summary>
    public IReadOnlyList<EtcdVersion> MemberVersions { get; set; } = [];

    /// <summary>The etcd to run, instead of the one that <see cref="EtcdBinary.Find"/> finds.</summary>
    public string? Binary { get; set; }

    /// <summary>TLS between clients and members, with certificates made for this cluster.</summary>
    public EtcdTlsMode ClientTls { get; set; }

    /// <summary>Mutual TLS between the members, with certificates made for this cluster.</summary>
    public bool PeerTls { get; set; }

    /// <summary>Users, roles and authentication, on before the start returns; null: everybody may do everything.</summary>
    public EtcdClusterAuth? Auth { get; set; }

    /// <summary>The space quota in bytes; null: etcd's own 2 GiB.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>A disk of that many bytes for each member, in memory, that a test can fill: <see cref="EtcdMember.Disk"/>. From 160 MiB on: etcd takes 128 MiB for its log at once. Null: the common one.</summary>
    public long? DiskBytes { get; set; }

    /// <summary>Further flags for each member, such as <c>--metrics=extensive</c>.</summary>
    public IReadOnlyList<string> ExtraFlags { get; set; } = [];

    /// <summary>Further environment variables for each member. <c>ETCD_…</c> of this process are not passed on; these are.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Puts a <see cref="FaultProxy"/> before each member's client port: <see cref="EtcdMember.Proxy"/>.</summary>
    public bool ClientProxies { get; set; }

    /// <summary>Puts a proxy before each member's peer port, for <see cref="EtcdCluster.Partition"/> and its like. Linux only.</summary>
    public bool PeerProxies { get; set; }

    /// <summary>Where the cluster's own folder is made; null: the system's temporary folder.</summary>
    public string? ParentFolder { get; set; }

    /// <summary>How long a start may take until every member serves. 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal bool HasTls => ClientTls != EtcdTlsMode.None || PeerTls;

    internal string ClientScheme => ClientTls == EtcdTlsMode.None ? "http" : "https";

    internal string BinaryOf(int member)
        => Binary ?? EtcdBinary.Require(member < MemberVersions.Count ? MemberVersions[member] : Version);

    internal string PeerScheme => PeerTls ? "https" : "http";
}
