using System.Security.Cryptography.X509Certificates;

namespace Etcd.Client;

/// <summary>TLS as etcd's own tools take it: PEM files. They are read again at each handshake, so a renewed certificate is used without a restart.</summary>
public sealed record EtcdTlsOptions
{
    /// <summary>The authorities to trust, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>The client's certificate, followed by its intermediates if any.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The client certificate's private key, not encrypted.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The client's certificate with its key, instead of files.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The name that the server's certificate must carry, instead of the endpoint's host.</summary>
    public string? ServerName { get; set; }

    /// <summary>Accept any server certificate. For tests: whoever sits in between can read and change everything.</summary>
    public bool InsecureSkipVerify { get; set; }

    /// <summary>Told at each handshake which certificate the server showed, before it is accepted or refused; null: nobody is. For watching when it ends. Called on the handshake's thread; it must return at once and not throw.</summary>
    public Action<ServerCertificate>? ServerCertificateSeen { get; set; }

    internal bool IsSet => CaFile is not null || CertificateFile is not null || Certificate is not null || ServerName is not null || InsecureSkipVerify;
}
