namespace Etcd.Client;

/// <summary>How to run a transaction. The default runs it once and says so when its answer was lost.</summary>
public readonly record struct TxnOptions
{
    /// <summary>True: you have built it so that a second run changes nothing that the first did not, and answers alike; then it is repeated until an answer comes.</summary>
    public bool Repeatable { get; init; }

    /// <summary>A condition for the whole, such as an ownership's guard: when it does not hold, neither branch runs, and the call ends with <see cref="EtcdErrorCode.OwnershipLost"/>.</summary>
    public Compare? Guard { get; init; }

    /// <summary>
    /// A key that marks this operation. The transaction writes it, and only runs while that was not done: so it can be repeated
    /// until its outcome is known, even by another process later, and is never applied twice. The key stays, until you delete it
    /// or <see cref="OperationLease"/> ends.
    /// </summary>
    public Key? OperationKey { get; init; }

    /// <summary>The lease of <see cref="OperationKey"/>; after it the operation could run again.</summary>
    public LeaseId OperationLease { get; init; }

    /// <summary>For a series of operations that share one <see cref="OperationKey"/>, one after the other: 1 for the first, 2 for the next, and so on. 0, the default: the key is this operation's alone.</summary>
    public long OperationNumber { get; init; }
}
