using System.Security.Cryptography.X509Certificates;

namespace Etcd.Testing;

/// <summary>A certificate and its key as PEM files.</summary>
/// <param name="Certificate">The path of the certificate.</param>
/// <param name="Key">The path of its key, not encrypted.</param>
public sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Writes both, <c>name.pem</c> and <c>name.key</c>.</summary>
    public static CertificateFiles Write(string folder, string name, X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no ECDSA key.", nameof(certificate));
        var files = new CertificateFiles(Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
