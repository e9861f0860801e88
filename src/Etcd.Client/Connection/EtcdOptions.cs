namespace Etcd.Client;

/// <summary>What a connection to one member and a client of a whole cluster have in common.</summary>
public abstract record EtcdOptions
{
    private protected EtcdOptions()
    {
    }

    /// <summary>The user to authenticate as; null for none.</summary>
    public string? User { get; set; }

    /// <summary>The user's password. Wins over <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds the password; read at each authentication, a line end at its end does not count.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Certificates and names for TLS.</summary>
    public EtcdTlsOptions Tls { get; set; } = new();

    /// <summary>Time for name look-up, TCP and TLS handshake together. 5 s.</summary>
    public TimeSpan DialTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one call, from the call to its whole answer: connecting and, in an <see cref="EtcdClient"/>, every retry included. 10 s. Streams have none as a whole, only for the server's acknowledgement.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>While an answer is awaited: how often to ask the member for a sign of life, and how long to wait for it, before the connection counts as lost. 2 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest answer accepted, in bytes. 64 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The clock behind every deadline.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes the byte stream to <c>host:port</c> instead of a TCP connect: for proxies, tunnels and tests. TLS goes on top of it.</summary>
    public Func<string, CancellationToken, ValueTask<Stream>>? ConnectCallback { get; set; }

    private protected void ThrowIfInvalid(params IEnumerable<string?> more)
    {
        string?[] errors =
        [
            .. more,
            DialTimeout > TimeSpan.Zero ? null : "DialTimeout must be longer than 0.",
            RequestTimeout > TimeSpan.Zero ? null : "RequestTimeout must be longer than 0.",
            PingInterval > TimeSpan.Zero ? null : "PingInterval must be longer than 0.",
            MaxMessageBytes > 0 ? null : "MaxMessageBytes must be larger than 0.",
            User is null || Password is not null || PasswordFile is not null ? null : "User needs a Password or a PasswordFile.",
            Tls.CertificateFile is null == Tls.KeyFile is null ? null : "Tls.CertificateFile and Tls.KeyFile go together.",
        ];
        if (Array.Exists(errors, error => error is not null))
        {
            throw new ArgumentException(string.Join(' ', errors.OfType<string>()));
        }
    }
}
