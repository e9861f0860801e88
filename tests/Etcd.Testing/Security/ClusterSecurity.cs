using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Etcd.Client;

namespace Etcd.Testing;

/// <summary>The certificates and keys of one cluster: made when it starts, files in its folder, gone with it.</summary>
internal sealed class ClusterSecurity : IDisposable
{
    private readonly TestAuthority _authority = new("etcd test authority");
    private readonly Dictionary<string, ECDsa> _memberKeys = [];
    private readonly EtcdClusterOptions _options;
    private readonly string _folder;
    private readonly CertificateFiles _client;
    private readonly string _jwt;
    private int _issued;

    public ClusterSecurity(EtcdClusterOptions options, string clusterFolder)
    {
        _options = options;
        _folder = Directory.CreateDirectory(Path.Combine(clusterFolder, "security")).FullName;
        CaFile = _authority.WritePem(_folder);
        _client = Issue("client", CertificateFlaw.None);
        _jwt = options.Auth is { Tokens: EtcdTokenKind.Jwt } ? JwtFlag() : "simple";
    }

    /// <summary>The authority that has signed everything here that is not flawed.</summary>
    public string CaFile { get; }

    /// <summary>What a client needs to be let in.</summary>
    public EtcdTlsOptions ClientTls => _options.ClientTls switch
    {
        EtcdTlsMode.Server => new() { CaFile = CaFile },
        EtcdTlsMode.Mutual => new() { CaFile = CaFile, CertificateFile = _client.Certificate, KeyFile = _client.Key },
        _ => new(),
    };

    public CertificateFiles Issue(string name, CertificateFlaw flaw)
    {
        using var certificate = _authority.Issue(name, flaw);
        return CertificateFiles.Write(_folder, $"{name}-{Interlocked.Increment(ref _issued)}", certificate);
    }

    /// <summary>Writes a member's certificate anew. etcd reads it at each handshake; the key stays, so no handshake finds two that do not match.</summary>
    public void Show(string member, CertificateFlaw flaw)
    {
        using var certificate = _authority.Issue(_memberKeys[member], member, flaw);
        Show(member, certificate);
    }

    /// <summary>The same with a good one that ends then.</summary>
    public void Show(string member, DateTimeOffset until)
    {
        using var certificate = _authority.Issue(_memberKeys[member], member, until);
        Show(member, certificate);
    }

    private void Show(string member, X509Certificate2 certificate)
    {
        var (path, fresh) = (CertificateOf(member), CertificateOf(member) + ".new");
        File.WriteAllText(fresh, certificate.ExportCertificatePem());
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>The flags of a member, whose files are written with them.</summary>
    public IEnumerable<string> Flags(string member)
    {
        WriteMember(member);
        if (_options.ClientTls != EtcdTlsMode.None)
        {
            yield return $"--cert-file={CertificateOf(member)}";
            yield return $"--key-file={KeyOf(member)}";
        }
        if (_options.ClientTls == EtcdTlsMode.Mutual)
        {
            yield return "--client-cert-auth";
            yield return $"--trusted-ca-file={CaFile}";
        }
        if (_options.PeerTls)
        {
            // files of its own: what clients are shown may be flawed, and the cluster still holds
            var peer = Issue(member, CertificateFlaw.None);
            yield return $"--peer-cert-file={peer.Certificate}";
            yield return $"--peer-key-file={peer.Key}";
            yield return $"--peer-trusted-ca-file={CaFile}";
            yield return "--peer-client-cert-auth";
        }
        if (_options.Auth is not null)
        {
            yield return "--bcrypt-cost=4"; // the least: no test waits for a password to be hard
            yield return $"--auth-token={_jwt}";
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        foreach (var key in _memberKeys.Values)
        {
            key.Dispose();
        }
    }

    private void WriteMember(string member)
    {
        if (_memberKeys.TryAdd(member, TestAuthority.NewKey()))
        {
            File.WriteAllText(KeyOf(member), _memberKeys[member].ExportPkcs8PrivateKeyPem());
            Show(member, CertificateFlaw.None);
        }
    }

    private string JwtFlag()
    {
        using var key = TestAuthority.NewKey();
        var (secret, known) = (Path.Combine(_folder, "jwt.key"), Path.Combine(_folder, "jwt.pub"));
        File.WriteAllText(secret, key.ExportECPrivateKeyPem());
        File.WriteAllText(known, key.ExportSubjectPublicKeyInfoPem());
        return $"jwt,pub-key={known},priv-key={secret},sign-method=ES256,ttl=10m";
    }

    private string CertificateOf(string member) => Path.Combine(_folder, member + ".pem");

    private string KeyOf(string member) => Path.Combine(_folder, member + ".key");
}
