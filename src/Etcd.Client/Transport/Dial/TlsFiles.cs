using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Etcd.Client.Transport;

/// <summary>Reads the PEM files of the TLS options, at each handshake anew.</summary>
internal static class TlsFiles
{
    /// <summary>Whom to trust: the authorities of the file, or the system's. No revocation check, like etcd's own clients.</summary>
    public static X509ChainPolicy TrustOf(EtcdTlsOptions options)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (options.CaFile is { } file)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            Read(file, "CaFile", () => policy.CustomTrustStore.ImportFromPemFile(file));
            // an intermediate in the same file helps to complete a chain
            policy.ExtraStore.AddRange(policy.CustomTrustStore);
        }
        return policy;
    }

    /// <summary>Our own certificate with its intermediates; null for none.</summary>
    public static SslStreamCertificateContext? ClientCertificateOf(EtcdTlsOptions options)
    {
        if (options.Certificate is { } given)
        {
            return SslStreamCertificateContext.Create(given, additionalCertificates: null, offline: true);
        }
        if (options.CertificateFile is not { } file || options.KeyFile is not { } keyFile)
        {
            return null;
        }
        X509Certificate2Collection chain = [];
        X509Certificate2? own = null;
        Read(file, "CertificateFile or KeyFile", () =>
        {
            chain.ImportFromPemFile(file);
            own = X509Certificate2.CreateFromPemFile(file, keyFile);
        });
        return SslStreamCertificateContext.Create(Usable(own!), chain, offline: true);
    }

    // Windows' TLS takes only keys that live in a key container: a detour by PKCS #12 puts it there.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
        => OperatingSystem.IsWindows()
            ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null)
            : certificate;

    private static void Read(string file, string option, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DialException(EtcdFailure.Other, $"Tls.{option} cannot be used ('{file}': {e.Message})", e);
        }
    }
}
