namespace Etcd.Client;

/// <summary>How to reach one member. Copied when a connection is made of it.</summary>
public sealed record EtcdConnectionOptions
{
    /// <summary>The member: <c>host:port</c>, <c>http://host:port</c> or <c>https://host:port</c>. Without a scheme, https as soon as <see cref="Tls"/> says anything, else http. Port 2379 when left out.</summary>
    public string Endpoint { get; set; } = "localhost:2379";

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

    /// <summary>Time for one call, from the call to its whole answer, connecting included. 10 s. Streams have none as a whole, only for the server's acknowledgement.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>While a stream is open: how often to ask the member for a sign of life, and how long to wait for it, before the connection counts as lost. 2 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest answer accepted, in bytes. 64 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The clock behind every deadline.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Makes the byte stream to <c>host:port</c> instead of a TCP connect: for proxies, tunnels and tests. TLS goes on top of it.</summary>
    public Func<string, CancellationToken, ValueTask<Stream>>? ConnectCallback { get; set; }

    /// <summary>The endpoint and the user; never the password.</summary>
    public override string ToString() => User is null ? Endpoint : $"{User}@{Endpoint}";

    internal EtcdConnectionOptions Validated()
    {
        List<string> errors = [];
        Require(DialTimeout > TimeSpan.Zero, "DialTimeout must be longer than 0.");
        Require(RequestTimeout > TimeSpan.Zero, "RequestTimeout must be longer than 0.");
        Require(PingInterval > TimeSpan.Zero, "PingInterval must be longer than 0.");
        Require(MaxMessageBytes > 0, "MaxMessageBytes must be larger than 0.");
        Require(User is null || Password is not null || PasswordFile is not null, "User needs a Password or a PasswordFile.");
        Require(Tls.CertificateFile is null == Tls.KeyFile is null, "Tls.CertificateFile and Tls.KeyFile go together.");
        return errors.Count == 0 ? this with { Tls = Tls with { } } : throw new ArgumentException(string.Join(' ', errors));

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                errors.Add(otherwise);
            }
        }
    }
}
