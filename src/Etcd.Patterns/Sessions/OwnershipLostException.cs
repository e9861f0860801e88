using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>The right to act is gone; nothing was written. Go in again on the same pattern object.</summary>
public sealed class OwnershipLostException : EtcdException
{
    /// <summary>An error without details.</summary>
    public OwnershipLostException()
        => Code = EtcdErrorCode.OwnershipLost;

    /// <summary>An error with its one sentence.</summary>
    public OwnershipLostException(string message)
        : base(message)
        => Code = EtcdErrorCode.OwnershipLost;

    /// <summary>An error with its one sentence and its cause.</summary>
    public OwnershipLostException(string message, Exception? innerException)
        : base(message, innerException)
        => Code = EtcdErrorCode.OwnershipLost;

    /// <summary>The fence that was lost: whoever owns it now has a higher one.</summary>
    public Fence Fence { get; init; }

    /// <summary>Why.</summary>
    public LossReason Reason { get; init; }
}
