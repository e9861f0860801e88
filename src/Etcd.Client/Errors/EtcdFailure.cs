namespace Etcd.Client;

/// <summary>Where on the way to an answer a call failed: the cause that a person has to look at.</summary>
public enum EtcdFailure
{
    /// <summary>etcd answered; see <see cref="EtcdException.Code"/>.</summary>
    None,

    /// <summary>The host is there, but nothing listens on the port.</summary>
    Refused,

    /// <summary>No route to the host or network.</summary>
    Unreachable,

    /// <summary>DNS knows no such name.</summary>
    NameNotFound,

    /// <summary>No answer within the deadline: connecting, or waiting for the reply.</summary>
    Timeout,

    /// <summary>The connection broke: reset, closed, or dead by ping.</summary>
    ConnectionLost,

    /// <summary>The server's certificate was issued by nobody we trust.</summary>
    TlsUntrusted,

    /// <summary>The server's certificate is expired, or not valid yet.</summary>
    TlsExpired,

    /// <summary>The server's certificate does not name this host.</summary>
    TlsWrongName,

    /// <summary>The server wants a client certificate that it trusts, and did not get one.</summary>
    TlsClientCertificateRejected,

    /// <summary>The port speaks TLS, but we spoke plain text.</summary>
    TlsExpected,

    /// <summary>The port speaks plain text, but we spoke TLS.</summary>
    PlainExpected,

    /// <summary>Something answers, but it is not etcd's client port.</summary>
    NotEtcd,

    /// <summary>etcd answers, but a member of another cluster than before.</summary>
    WrongCluster,

    /// <summary>User, password or token are not accepted.</summary>
    Unauthenticated,

    /// <summary>The user may not do this.</summary>
    PermissionDenied,

    /// <summary>The member answers, but knows no leader.</summary>
    NoLeader,

    /// <summary>A message exceeds a size limit, theirs or ours.</summary>
    TooLarge,

    /// <summary>None of these; the message carries what is known.</summary>
    Other,
}
