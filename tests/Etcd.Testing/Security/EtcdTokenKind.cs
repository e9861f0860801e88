namespace Etcd.Testing;

/// <summary>What a client gets for its password (<c>--auth-token</c>).</summary>
public enum EtcdTokenKind
{
    /// <summary>A random string that each member remembers; gone with a restart.</summary>
    Simple,

    /// <summary>A signed token (ES256, 10 minutes) that outlives restarts.</summary>
    Jwt,
}
