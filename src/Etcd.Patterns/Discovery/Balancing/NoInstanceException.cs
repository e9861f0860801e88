using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A service has no instance that could be picked: none is registered, or all are drained. Not thrown because etcd is away, or because all are unhealthy.</summary>
public sealed class NoInstanceException : EtcdException
{
    /// <summary>An error without details.</summary>
    public NoInstanceException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public NoInstanceException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public NoInstanceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The service.</summary>
    public string Service { get; init; } = "";

    internal static NoInstanceException Of(string service)
        => new($"The service '{service}' has no instance to pick: none is registered, or all are drained (weight 0) or left out by the load balancer's own filter.") { Service = service };
}
