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
        if (cluster.Members.FirstOrDefault(m => m.IsAt(endpoint)) is not { MetricsUrl: { } url } member)
        {
            return (connection, "/metrics");
        }

        EtcdTlsOptions tls = url.Scheme == Uri.UriSchemeHttp ? new() : member.MetricsTls == new EtcdTlsOptions() ? cluster.Tls : member.MetricsTls;
        return (connection with { Endpoint = $"{url.Scheme}://{url.IdnHost}:{url.Port}", Tls = tls with { ServerCertificateSeen = seen } }, url.AbsolutePath == "/" ? "/metrics" : url.PathAndQuery);
    }

    /// <summary>The endpoint as a URL: the cluster decides where it names no scheme.</summary>
    public static string WithScheme(string endpoint, ClusterOptions cluster) =>
        endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"{(cluster.TlsEnabled ? "https" : "http")}://{endpoint}";

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
