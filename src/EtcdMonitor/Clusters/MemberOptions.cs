using Etcd.Client;

namespace EtcdMonitor.Clusters;

/// <summary>What one member has for itself: where it is, and where its figures are. All of it may be left out.</summary>
public sealed record MemberOptions
{
    /// <summary>Its endpoint, one of <see cref="ClusterOptions.Endpoints"/>.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Where it stands, such as an availability zone; shown beside the member. Null: not said.</summary>
    public string? Zone { get; set; }

    /// <summary>
    /// Its metrics page, for a listener of its own (etcd's <c>--listen-metrics-urls</c>), http or https. Without a path:
    /// <c>/metrics</c>. Null: the page behind <see cref="Endpoint"/>.
    /// </summary>
    public Uri? MetricsUrl { get; set; }

    /// <summary>TLS of an https <see cref="MetricsUrl"/> and <see cref="NodeExporterUrl"/>; that of the cluster as long as nothing is set here.</summary>
    public EtcdTlsOptions MetricsTls { get; set; } = new();

    /// <summary>Metrics page of a node exporter on the member's host, which knows the free disk space. Without a path: <c>/metrics</c>. Null: none, and the free space is unknown.</summary>
    public Uri? NodeExporterUrl { get; set; }

    /// <summary>etcd's <c>--data-dir</c>, after symbolic links: its disk space is that of the file system it is on. Null: not known.</summary>
    public string? DataDir { get; set; }

    /// <summary>Mountpoint on the page of <see cref="NodeExporterUrl"/> that its data are on. Null: the one that <see cref="DataDir"/> is under, else <c>/</c>.</summary>
    public string? NodeExporterMountpoint { get; set; }

    /// <summary>Whether this is the member at <paramref name="endpoint"/>: the same host and port, whatever the scheme.</summary>
    public bool IsAt(string endpoint) => Address.Same(Endpoint, endpoint);
}
