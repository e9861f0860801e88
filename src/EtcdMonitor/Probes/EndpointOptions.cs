using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>How to connect to one endpoint of a cluster.</summary>
internal static class EndpointOptions
{
    public static EtcdConnectionOptions Of(string endpoint, ClusterOptions cluster, ProbeOptions options, TimeProvider time, Action<ServerCertificate>? seen = null) => new()
    {
        Endpoint = WithScheme(endpoint, cluster),
        User = cluster.Username,
        Password = cluster.Password?.Reveal(),
        PasswordFile = cluster.PasswordFile,
        Tls = seen is null ? cluster.Tls : cluster.Tls with { ServerCertificateSeen = seen },
        DialTimeout = Shorter(cluster.DialTimeout, options.ProbeTimeout),
        RequestTimeout = options.ProbeTimeout,

        // the probe makes a deaf connection anew by itself: two that did would show one silence by turns as a timeout and as a broken connection
        PingInterval = options.ProbeTimeout * (MemberProbe.TimeoutsToRedial + 2),
        TimeProvider = time,
    };

    /// <summary>How to connect to the metrics page of an endpoint, and its path: a listener of its own where the configuration names one.</summary>
    public static (EtcdConnectionOptions Connection, string Path) OfPage(
        string endpoint, ClusterOptions cluster, ProbeOptions options, TimeProvider time, Action<ServerCertificate>? seen = null)
    {
        EtcdConnectionOptions connection = Of(endpoint, cluster, options, time);
        if (cluster.MemberAt(endpoint) is not { MetricsUrl: { } url } member)
        {
            return (connection, "/metrics");
        }

        connection = At(url, connection, member, cluster);
        return (connection with { Tls = connection.Tls with { ServerCertificateSeen = seen } }, url.AbsolutePath == "/" ? "/metrics" : url.PathAndQuery);
    }

    /// <summary>The same for the node exporter of an endpoint's host. A URL without a query asks for the file systems alone: the whole page costs the host far more.</summary>
    public static (EtcdConnectionOptions Connection, string Path) OfNodeExporter(
        string endpoint, Uri url, MemberOptions member, ClusterOptions cluster, ProbeOptions options, TimeProvider time) =>
        (At(url, Of(endpoint, cluster, options, time), member, cluster), $"{(url.AbsolutePath == "/" ? "/metrics" : url.AbsolutePath)}{(url.Query.Length > 1 ? url.Query : "?collect[]=filesystem")}");

    /// <summary>The endpoint as a URL: the cluster decides where it names no scheme.</summary>
    public static string WithScheme(string endpoint, ClusterOptions cluster) =>
        endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"{(cluster.TlsEnabled ? "https" : "http")}://{endpoint}";

    private static EtcdConnectionOptions At(Uri url, EtcdConnectionOptions connection, MemberOptions member, ClusterOptions cluster) => connection with
    {
        Endpoint = $"{url.Scheme}://{url.IdnHost}:{url.Port}",
        Tls = url.Scheme == Uri.UriSchemeHttp ? new() : member.MetricsTls == new EtcdTlsOptions() ? cluster.Tls : member.MetricsTls,
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
