namespace Etcd.Client;

/// <summary>A call failed. Of this very type: etcd refused it, nothing was applied.</summary>
public class EtcdException : Exception
{
    /// <summary>An error without details.</summary>
    public EtcdException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What went wrong, as far as the caller's next step depends on it.</summary>
    public EtcdErrorCode Code { get; init; }

    /// <summary>Where on the way it failed; <see cref="EtcdFailure.None"/> when etcd itself refused.</summary>
    public EtcdFailure Failure { get; init; }

    /// <summary>The call, such as <c>KV/Put</c>.</summary>
    public string? Method { get; init; }

    /// <summary>The member asked, as <c>host:port</c>.</summary>
    public string? Endpoint { get; init; }
}
