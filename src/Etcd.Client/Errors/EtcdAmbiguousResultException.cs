namespace Etcd.Client;

/// <summary>It may have happened: a write was sent, and its answer is missing or unclear. Read before you repeat.</summary>
public sealed class EtcdAmbiguousResultException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdAmbiguousResultException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdAmbiguousResultException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdAmbiguousResultException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
