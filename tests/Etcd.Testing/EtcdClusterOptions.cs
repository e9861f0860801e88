namespace Etcd.Testing;

/// <summary>What cluster to start. The default is one member of the newest etcd found.</summary>
public sealed record EtcdClusterOptions
{
    /// <summary>How many members: 1 to 9.</summary>
    public int Members { get; set; } = 1;

    /// <summary>The line of versions to look for.</summary>
    public EtcdVersion Version { get; set; }

    /// <summary>The etcd to run, instead of the one that <see cref="EtcdBinary.Find"/> finds.</summary>
    public string? Binary { get; set; }

    /// <summary>The space quota in bytes; null: etcd's own 2 GiB.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>Further flags for each member, such as <c>--metrics=extensive</c>.</summary>
    public IReadOnlyList<string> ExtraFlags { get; set; } = [];

    /// <summary>Further URLs for clients to reach a member at, such as one with TLS whose files <see cref="ExtraFlags"/> name. One member only.</summary>
    public IReadOnlyList<string> ExtraClientUrls { get; set; } = [];

    /// <summary>Puts a <see cref="FaultProxy"/> before each member's client port: <see cref="EtcdMember.Proxy"/>.</summary>
    public bool ClientProxies { get; set; }

    /// <summary>Where the cluster's own folder is made; null: the system's temporary folder.</summary>
    public string? ParentFolder { get; set; }

    /// <summary>How long a start may take until every member serves. 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
