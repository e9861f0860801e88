using System.Security.Cryptography.X509Certificates;

namespace Etcd.Client;

/// <summary>TLS towards etcd. Files are PEM and are read again when they change.</summary>
public sealed record EtcdTlsOptions
{
    /// <summary>Certificates that etcd's must chain to; null: the operating system's trust store.</summary>
    public string? CaFile { get; set; }

    /// <summary>Client certificate for mutual TLS; needs <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Private key of <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Client certificate already in memory, instead of the two files.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Name that etcd's certificate must carry; null: the endpoint's host.</summary>
    public string? ServerName { get; set; }

    /// <summary>Accept any certificate. For broken laboratories only: whoever sits on the path reads and changes everything.</summary>
    public bool InsecureSkipVerify { get; set; }
}
