namespace EtcdMonitor.Cli.Configuration;

/// <summary>Where configuration may come from.</summary>
internal sealed record ConfigurationSources
{
    /// <summary>File named by <c>--config</c>; null: the usual places are tried.</summary>
    public string? File { get; init; }

    /// <summary>kubeadm's folder, or its manifest of etcd, that endpoints and certificates are taken from; null: none.</summary>
    public string? Kubeadm { get; init; }

    /// <summary>Values by flag, such as <c>--api-port</c>; others than settings are ignored.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Places tried without <see cref="File"/>, the first that is there wins.</summary>
    public IReadOnlyList<string> UsualFiles { get; init; } = ["config.yaml", "/etc/etcd-monitor/config.yaml"];

    /// <summary>Only this cluster; null: all.</summary>
    public string? Cluster { get; init; }
}
