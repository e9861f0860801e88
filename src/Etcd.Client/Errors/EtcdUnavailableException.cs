namespace Etcd.Client;

/// <summary>It did not happen: the request never reached etcd, or etcd could not serve it. Try later.</summary>
public sealed class EtcdUnavailableException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdUnavailableException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
