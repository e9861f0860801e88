namespace Etcd.Testing;

/// <summary>A cluster could not be started or reached; the message says why and what to do.</summary>
public sealed class EtcdClusterException : Exception
{
    /// <summary>An error without details.</summary>
    public EtcdClusterException()
    {
    }

    /// <summary>An error with its sentence.</summary>
    public EtcdClusterException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its sentence and its cause.</summary>
    public EtcdClusterException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
