namespace Etcd.Testing;

/// <summary>Which bytes a fault is about.</summary>
[Flags]
public enum FaultDirection
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What the client sends.</summary>
    ToServer = 1,

    /// <summary>What the server sends.</summary>
    ToClient = 2,

    /// <summary>Both.</summary>
    Both = ToServer | ToClient,
}
