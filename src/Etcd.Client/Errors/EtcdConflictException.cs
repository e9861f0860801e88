namespace Etcd.Client;

/// <summary>A software transaction gave up: others kept changing what it had read. Nothing was written.</summary>
public sealed class EtcdConflictException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdConflictException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdConflictException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
}
