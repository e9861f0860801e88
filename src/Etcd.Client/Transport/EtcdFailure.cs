namespace Etcd.Client;

/// <summary>Why a call did not succeed, as far as the connection can tell: one word a person can act on.</summary>
public enum EtcdFailure
{
    /// <summary>No failure of the connection.</summary>
    None,

    /// <summary>The host answered that nobody listens on the port.</summary>
    Refused,

    /// <summary>No route to the host or network.</summary>
    Unreachable,

    /// <summary>The name has no address.</summary>
    NameNotFound,

    /// <summary>No answer within the deadline.</summary>
    Timeout,

    /// <summary>An open connection broke.</summary>
    ConnectionLost,

    /// <summary>The server's certificate does not chain to the given CA.</summary>
    TlsUntrusted,

    /// <summary>The server's certificate has ended or not begun.</summary>
    TlsExpired,

    /// <summary>The server's certificate is for another name.</summary>
    TlsWrongName,

    /// <summary>The server refused our client certificate or its absence.</summary>
    TlsClientCertificateRejected,

    /// <summary>The server speaks TLS, we spoke plain.</summary>
    TlsExpected,

    /// <summary>The server speaks plain, we spoke TLS.</summary>
    PlainExpected,

    /// <summary>Somebody answers, but does not speak etcd's protocol.</summary>
    NotEtcd,

    /// <summary>The call needs a user, or user and password do not match.</summary>
    Unauthenticated,

    /// <summary>The user lacks the permission.</summary>
    PermissionDenied,

    /// <summary>The member knows no leader.</summary>
    NoLeader,

    /// <summary>An answer exceeded the limit.</summary>
    TooLarge,

    /// <summary>Anything else; the message tells.</summary>
    Other,
}
