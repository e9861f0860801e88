using System.Security.Cryptography.X509Certificates;

namespace Etcd.Client;

/// <summary>The certificate that a member showed in a TLS handshake, accepted or not.</summary>
/// <param name="Subject">Whom it was issued to.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="Names">The DNS names and addresses it is good for; the subject where it has none.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hexadecimal.</param>
public sealed record ServerCertificate(
    string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Names, string Thumbprint)
{
    internal static ServerCertificate From(X509Certificate2 certificate)
        => new(
            certificate.Subject,
            certificate.Issuer,
            new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
            NamesOf(certificate),
            certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));

    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        List<string> names = [];
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            names.AddRange(extension.EnumerateIPAddresses().Select(address => address.ToString()));
        }
        return names.Count > 0 ? names : [certificate.Subject];
    }
}
