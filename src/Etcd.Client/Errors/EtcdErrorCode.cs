namespace Etcd.Client;

/// <summary>What went wrong, as far as the caller's next step depends on it.</summary>
public enum EtcdErrorCode
{
    /// <summary>etcd said something that has no code of its own; the message carries it.</summary>
    Unknown,

    /// <summary>Not applied: no connection, or the member could not serve it. Try later.</summary>
    Unavailable,

    /// <summary>Not applied: the member knows no leader.</summary>
    NoLeader,

    /// <summary>It may have been applied: read before you repeat.</summary>
    Ambiguous,

    /// <summary>The revision asked for is compacted.</summary>
    Compacted,

    /// <summary>The revision asked for does not exist yet.</summary>
    FutureRevision,

    /// <summary>No such lease: expired, revoked, or never granted.</summary>
    LeaseNotFound,

    /// <summary>A lease with the id asked for exists.</summary>
    LeaseExists,

    /// <summary>More operations in a transaction than the server allows (128 by default).</summary>
    TooManyOperations,

    /// <summary>A transaction writes one key twice.</summary>
    DuplicateKey,

    /// <summary>The request or its answer is larger than a limit (1.5 MiB a request by default).</summary>
    RequestTooLarge,

    /// <summary>The space quota is used up; etcd takes no writes.</summary>
    NoSpace,

    /// <summary>etcd has found its data corrupt.</summary>
    Corrupt,

    /// <summary>No valid user, password or token.</summary>
    Unauthenticated,

    /// <summary>The user may not do this.</summary>
    PermissionDenied,

    /// <summary>No such member.</summary>
    MemberNotFound,

    /// <summary>The request makes no sense to etcd; the message says why.</summary>
    InvalidArgument,

    /// <summary>The cluster's state does not allow it now; the message says why.</summary>
    FailedPrecondition,

    /// <summary>This version of etcd has no such call.</summary>
    NotSupported,

    /// <summary>A transaction kept conflicting with others and gave up.</summary>
    Conflict,

    /// <summary>The ownership that guarded a write is gone.</summary>
    OwnershipLost,

    /// <summary>A watch's reader fell too far behind.</summary>
    SlowReader,

    /// <summary>What answered does not speak etcd's protocol as expected.</summary>
    Protocol,
}
