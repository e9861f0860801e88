using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>A certificate as it was last seen: in a TLS handshake, accepted or not, or in a file of ours.</summary>
public sealed record SeenCertificate
{
    /// <summary>What it is for.</summary>
    public required CertificateUse Use { get; init; }

    /// <summary>Whom it was issued to.</summary>
    public required string Subject { get; init; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>Valid from.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>DNS names and addresses that a member's is good for; empty for ours.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The file that holds it; null: it was seen in a handshake.</summary>
    public string? File { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    internal static SeenCertificate Of(CertificateUse use, ServerCertificate shown, DateTimeOffset now) => new()
    {
        Use = use,
        Subject = shown.Subject,
        Issuer = shown.Issuer,
        NotBefore = shown.NotBefore,
        NotAfter = shown.NotAfter,
        Thumbprint = shown.Thumbprint,
        Names = [.. shown.Names],
        SeenAt = now,
    };

    internal static SeenCertificate Of(CertificateUse use, X509Certificate2 certificate, string? file, DateTimeOffset now) => new()
    {
        Use = use,
        Subject = certificate.Subject,
        Issuer = certificate.Issuer,
        NotBefore = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
        NotAfter = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
        Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        File = file,
        SeenAt = now,
    };
}
