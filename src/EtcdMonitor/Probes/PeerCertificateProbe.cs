using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>
/// Sees the certificate that a member shows its peers: the handshake shows it even to those that are not let in. Where our own
/// certificate is not good for peers, etcd logs a refused connection each time, so this is done seldom.
/// </summary>
internal static class PeerCertificateProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Looks once. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public static async Task<CertificateReading> ReadAsync(string endpoint, string peerUrl, ClusterOptions cluster, ProbeMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = metrics.Begin(ProbeKind.PeerCertificate);
        long started = time.GetTimestamp();
        SeenCertificate? seen = null;
        string? missing = null;
        EtcdConnectionOptions options = new()
        {
            Endpoint = peerUrl,
            DialTimeout = Limit,
            TimeProvider = time,

            // only the dates are wanted: nothing is sent, and nothing that is received is believed
            Tls = cluster.Tls with { InsecureSkipVerify = true, ServerCertificateSeen = shown => seen = SeenCertificate.Of(CertificateUse.Peer, shown, time.GetUtcNow()) },
        };
        using CancellationTokenSource deadline = new(Limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpClient http = EtcdHttp.CreateClient(options);
            using HttpResponseMessage response = await http.GetAsync(new Uri("version", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            missing = $"its peer port does not answer us within {Limit.TotalSeconds:0} s";
        }
        catch (Exception e) when (ProbeFailure.IsOfTheWay(e))
        {
            missing = $"its peer port cannot be reached from here: {e.GetBaseException().Message.TrimEnd('.')}";
        }

        metrics.Ended(ProbeKind.PeerCertificate, seen is null ? EtcdFailure.Other : EtcdFailure.None, time.GetElapsedTime(started));
        return new(endpoint, CertificateUse.Peer, seen, seen is null ? missing ?? "its peer port shows no certificate" : null);
    }
}
