using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Etcd.Client.Transport;

/// <summary>One TLS handshake by our rules, and why it failed in words that name the certificate.</summary>
internal sealed class TlsHandshake(string host, EtcdTlsOptions options, TimeProvider time)
{
    private DialException? _refusal;

    private string ExpectedName => options.ServerName ?? host;

    /// <summary>What the server showed, accepted or not.</summary>
    public ServerCertificate? ServerCertificate { get; private set; }

    /// <summary>True once the other side has behaved as a TLS server.</summary>
    public bool SawCertificate => ServerCertificate is not null;

    public async ValueTask<Stream> AuthenticateAsync(Stream raw, CancellationToken cancellationToken)
    {
        var stream = new SslStream(raw, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(Settings(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_refusal is not null && e is not OperationCanceledException)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw _refusal;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        if (stream.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new DialException(EtcdFailure.NotEtcd, "the server speaks TLS, but not HTTP/2; is this etcd's client port?", inner: null);
        }
        return stream;
    }

    private SslClientAuthenticationOptions Settings()
    {
        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = ExpectedName,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Accept(certificate, chain, errors),
            CertificateChainPolicy = TlsFiles.TrustOf(options),
        };
        if (TlsFiles.ClientCertificateOf(options) is { } context)
        {
            settings.ClientCertificateContext = context;
        }
        return settings;
    }

    private bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 shown)
        {
            ServerCertificate = ServerCertificate.From(shown);
            options.ServerCertificateSeen?.Invoke(ServerCertificate);
        }
        if (options.InsecureSkipVerify || errors == SslPolicyErrors.None)
        {
            return true;
        }
        _refusal = Refusal(chain, errors);
        return false;
    }

    private DialException Refusal(X509Chain? chain, SslPolicyErrors errors)
    {
        if (ServerCertificate is not { } shown)
        {
            return new DialException(EtcdFailure.TlsUntrusted, "the server showed no certificate", inner: null);
        }
        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return new DialException(EtcdFailure.TlsWrongName,
                $"the certificate is for {string.Join(", ", shown.Names)}, not for '{ExpectedName}'; set ServerName if that is right", inner: null);
        }
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, each) => all | each.Status) ?? X509ChainStatusFlags.PartialChain;
        if ((status & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.CtlNotTimeValid)) == X509ChainStatusFlags.NoError)
        {
            return new DialException(EtcdFailure.TlsExpired, Expiry(shown, chain), inner: null);
        }
        return new DialException(EtcdFailure.TlsUntrusted,
            $"the certificate '{shown.Subject}' was issued by '{shown.Issuer}', which is not trusted ({status}); give that authority's certificate as CaFile", inner: null);
    }

    // the leaf, or an authority above it
    private string Expiry(ServerCertificate shown, X509Chain? chain)
    {
        var now = time.GetUtcNow();
        var outdated = chain?.ChainElements.Select(element => ServerCertificate.From(element.Certificate))
            .FirstOrDefault(each => now > each.NotAfter || now < each.NotBefore) ?? shown;
        return now < outdated.NotBefore
            ? $"the certificate '{outdated.Subject}' is valid only from {outdated.NotBefore:u}"
            : $"the certificate '{outdated.Subject}' expired at {outdated.NotAfter:u}; issued by '{outdated.Issuer}'";
    }
}
