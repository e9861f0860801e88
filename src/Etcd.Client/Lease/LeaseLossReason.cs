namespace Etcd.Client;

/// <summary>Why a held lease was lost.</summary>
public enum LeaseLossReason
{
    /// <summary>No renewal came through in time; etcd may expire it any moment now.</summary>
    Expired,

    /// <summary>etcd says that there is no such lease any more: somebody revoked it, or it expired unnoticed.</summary>
    Revoked,

    /// <summary>This process stood still for longer than the lease had left.</summary>
    ProcessPaused,

    /// <summary>It was given up here: revoked, or disposed.</summary>
    Released,
}
