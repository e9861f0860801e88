using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>The certificates that the monitor itself brings to a handshake, from its files, which may be renewed while it runs.</summary>
/// <param name="Certificates">Its own and the authorities'.</param>
internal sealed record OwnCertificates(ImmutableArray<SeenCertificate> Certificates)
{
    /// <summary>Reads them. A file that cannot be read gives none: each handshake fails for it and says so.</summary>
    public static async Task<OwnCertificates> ReadAsync(EtcdTlsOptions tls, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<SeenCertificate>.Builder seen = ImmutableArray.CreateBuilder<SeenCertificate>();
        if (tls.Certificate is { } given)
        {
            seen.Add(SeenCertificate.Of(CertificateUse.Client, given, null, now));
        }

        // the leaf comes first; what follows it are intermediates, which end no later in practice but are not ours to renew
        seen.AddRange((await FileAsync(CertificateUse.Client, tls.CertificateFile, now, cancellationToken).ConfigureAwait(false)).Take(1));
        seen.AddRange(await FileAsync(CertificateUse.Authority, tls.CaFile, now, cancellationToken).ConfigureAwait(false));
        return new(seen.ToImmutable());
    }

    private static async Task<ImmutableArray<SeenCertificate>> FileAsync(CertificateUse use, string? file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            string pem = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            X509Certificate2Collection found = [];
            found.ImportFromPem(pem);
            ImmutableArray<SeenCertificate> seen = [.. found.Select(each => SeenCertificate.Of(use, each, file, now))];
            foreach (X509Certificate2 each in found)
            {
                each.Dispose();
            }

            return seen;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return [];
        }
    }
}
