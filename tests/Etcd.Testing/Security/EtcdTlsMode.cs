namespace Etcd.Testing;

/// <summary>How far TLS goes between clients and members.</summary>
public enum EtcdTlsMode
{
    /// <summary>Plain text.</summary>
    None,

    /// <summary>The member shows a certificate.</summary>
    Server,

    /// <summary>The client must show one, too (<c>--client-cert-auth</c>).</summary>
    Mutual,
}
