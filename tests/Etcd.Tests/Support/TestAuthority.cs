using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Etcd.Tests;

/// <summary>A certificate authority that lives for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _root;

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(Begin, End);
    }

    /// <summary>A certificate for that name and, unless null, that address.</summary>
    public X509Certificate2 Issue(string name, string? address = "127.0.0.1") => Issue(name, Begin, End, address);

    public X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset until, string? address = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (address is not null)
        {
            names.AddIpAddress(IPAddress.Parse(address));
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        using var signed = request.Create(_root, from, until, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Writes the authority's certificate.</summary>
    public string WritePem(string folder) => Write(Path.Combine(folder, "ca.pem"), _root.ExportCertificatePem());

    /// <summary>Writes a certificate and its key.</summary>
    public static (string Certificate, string Key) WritePem(string folder, string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return (Write(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem()),
            Write(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose() => _root.Dispose();

    private static string Write(string path, string pem)
    {
        File.WriteAllText(path, pem);
        return path;
    }
}
