using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>The questions that one endpoint is asked beside the rounds: who it is, which certificates it shows, and the hash of its data.</summary>
internal sealed class SlowProbes(string endpoint, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Certificates on peer ports are looked at seldom: see <see cref="PeerCertificateProbe"/>.</summary>
    private static readonly TimeSpan PeerPeriod = TimeSpan.FromHours(1);

    private readonly IdentityProbe _identity = new(endpoint, EndpointOptions.Of(endpoint, cluster, options, time), metrics, time);
    private readonly HashProbe _hash = new(endpoint, cluster, options, metrics, time);
    private readonly Beside<IdentityReading> _identities = new();
    private readonly Beside<CertificateReading> _peers = new();
    private readonly Beside<HashReading> _hashes = new();
    private SeenCertificate? _shown;
    private SeenCertificate? _onMetrics;

    /// <summary>Told of each handshake on the client port.</summary>
    public void Shown(ServerCertificate certificate) => Volatile.Write(ref _shown, SeenCertificate.Of(CertificateUse.Server, certificate, time.GetUtcNow()));

    /// <summary>Told of each handshake on a metrics listener of its own.</summary>
    public void ShownOnMetrics(ServerCertificate certificate) => Volatile.Write(ref _onMetrics, SeenCertificate.Of(CertificateUse.Metrics, certificate, time.GetUtcNow()));

    /// <summary>Adds what arrived to <paramref name="answers"/> and asks what is due.</summary>
    /// <param name="answers">What other endpoints answered.</param>
    /// <param name="peerUrl">Where its peers reach it, if with TLS; null: that is not known.</param>
    /// <param name="question">The question for its hash; null: none.</param>
    /// <param name="now">The time of the round.</param>
    /// <param name="cancellationToken">Ends what is under way.</param>
    public async ValueTask<SlowAnswers> TakeAsync(SlowAnswers answers, string? peerUrl, HashQuestion? question, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (SeenCertificate shown in new[] { Interlocked.Exchange(ref _shown, null), Interlocked.Exchange(ref _onMetrics, null) }.OfType<SeenCertificate>())
        {
            answers = answers with { Certificates = answers.Certificates.Add(new(endpoint, shown.Use, shown, null)) };
        }

        if (await _peers.TakeAsync().ConfigureAwait(false) is { } peer)
        {
            answers = answers with { Certificates = answers.Certificates.Add(peer) };
        }

        if (await _identities.TakeAsync().ConfigureAwait(false) is { } identity)
        {
            answers = answers with { Identities = answers.Identities.Add(identity) };
        }

        if (await _hashes.TakeAsync().ConfigureAwait(false) is { } hash)
        {
            answers = answers with { Hash = hash };
        }

        _identities.AskWhenDue(now, options.HealthCheckInterval, () => _identity.ReadAsync(cancellationToken));
        if (peerUrl is not null)
        {
            _peers.AskWhenDue(now, PeerPeriod, () => PeerCertificateProbe.ReadAsync(endpoint, peerUrl, cluster, metrics, time, cancellationToken));
        }

        if (question is not null)
        {
            _hashes.Ask(() => _hash.AskAsync(question, cancellationToken));
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        _identity.Dispose();
        await _hash.DisposeAsync().ConfigureAwait(false);
    }
}
