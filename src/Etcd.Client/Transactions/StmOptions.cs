namespace Etcd.Client;

/// <summary>How to run a body of reads and writes as one transaction.</summary>
public readonly record struct StmOptions
{
    /// <summary>What the body is guarded against.</summary>
    public StmIsolation Isolation { get; init; }

    /// <summary>How often to run the body before <see cref="EtcdConflictException"/>; 0: 100 times.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>A condition that must hold at the commit, such as an ownership's guard; if not, the call ends with <see cref="EtcdErrorCode.OwnershipLost"/>.</summary>
    public Compare? Guard { get; init; }

    /// <summary>
    /// Where to put a mark of the operation, in the same transaction: then a lost answer is resolved instead of thrown. The mark is deleted
    /// after a clear answer, and stays, until <see cref="OperationLease"/> ends, after an unclear one. Null: no mark, and a lost answer throws.
    /// </summary>
    public Key? OperationPrefix { get; init; }

    /// <summary>The lease of the mark.</summary>
    public LeaseId OperationLease { get; init; }
}

/// <summary>What a software transaction is guarded against, from the strongest to none.</summary>
public enum StmIsolation
{
    /// <summary>All reads show one revision, and neither what was read nor what is written was changed by others since.</summary>
    SerializableSnapshot,

    /// <summary>All reads show one revision, and what was read was not changed by others since.</summary>
    Serializable,

    /// <summary>What was read was not changed by others between its reading and the commit; two reads may show different revisions.</summary>
    RepeatableReads,

    /// <summary>Reads show what is committed; nothing is guarded.</summary>
    ReadCommitted,
}
