namespace Etcd.Client;

/// <summary>The user, password or token is not accepted, or the user may not do this. Nothing was applied.</summary>
public sealed class EtcdAuthException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdAuthException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdAuthException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdAuthException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
