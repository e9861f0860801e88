namespace Etcd.Patterns;

/// <summary>Why an ownership ended before it was given up.</summary>
public enum LossReason
{
    /// <summary>The session's lease was not renewed in time; somebody else may own it now.</summary>
    LeaseExpired,

    /// <summary>Somebody revoked the session's lease, or it expired unnoticed.</summary>
    LeaseRevoked,

    /// <summary>Somebody deleted the ownership's key.</summary>
    KeyDeleted,

    /// <summary>This process stood still for longer than the lease had left.</summary>
    ProcessPaused,

    /// <summary>The session was closed here.</summary>
    SessionClosed,
}
