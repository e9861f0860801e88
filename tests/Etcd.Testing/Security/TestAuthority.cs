using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Etcd.Testing;

/// <summary>A certificate authority that lives for one test, or for one cluster: <see cref="EtcdClusterOptions.ClientTls"/>.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string OtherName = "elsewhere.example";

    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Past = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2089, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _root;

    /// <summary>A new authority with a key of its own.</summary>
    /// <param name="name">The common name of its certificate.</param>
    public TestAuthority(string name)
    {
        using var key = NewKey();
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(Begin, End);
    }

    /// <summary>A certificate with its key, for that name and, unless null, that address.</summary>
    public X509Certificate2 Issue(string name, string? address = "127.0.0.1") => Issue(name, Begin, End, address);

    /// <summary>The same for a given time.</summary>
    public X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset until, string? address = "127.0.0.1")
    {
        using var key = NewKey();
        return Issue(key, name, name, from, until, address);
    }

    /// <summary>A certificate with its key that one thing is wrong with.</summary>
    public X509Certificate2 Issue(string name, CertificateFlaw flaw)
    {
        using var key = NewKey();
        return Issue(key, name, flaw);
    }

    /// <summary>Writes the authority's certificate, <c>ca.pem</c>, and returns its path.</summary>
    public string WritePem(string folder)
    {
        var path = Path.Combine(folder, "ca.pem");
        File.WriteAllText(path, _root.ExportCertificatePem());
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    internal static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal X509Certificate2 Issue(ECDsa key, string name, DateTimeOffset until) => Issue(key, name, name, Begin, until);

    internal X509Certificate2 Issue(ECDsa key, string name, CertificateFlaw flaw)
    {
        if (flaw == CertificateFlaw.OtherAuthority)
        {
            using var other = new TestAuthority("another authority");
            return other.Issue(key, name, CertificateFlaw.None);
        }
        return flaw switch
        {
            CertificateFlaw.Expired => Issue(key, name, name, Begin, Past),
            CertificateFlaw.NotYetValid => Issue(key, name, name, Future, End),
            CertificateFlaw.WrongName => Issue(key, name, OtherName, Begin, End, address: null),
            _ => Issue(key, name, name, Begin, End),
        };
    }

    // subject and DNS name differ only where the name is to be wrong: etcd takes a client's subject for its user
    private X509Certificate2 Issue(ECDsa key, string subject, string name, DateTimeOffset from, DateTimeOffset until, string? address = "127.0.0.1")
    {
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
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
}
