namespace Etcd.Client;

/// <summary>No such lease: it expired, was revoked, or was never granted.</summary>
public sealed class EtcdLeaseNotFoundException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdLeaseNotFoundException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdLeaseNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdLeaseNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The lease, when the call was about one.</summary>
    public LeaseId Lease { get; init; }
}
