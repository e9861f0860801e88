namespace Etcd.Client;

/// <summary>The revision asked for is compacted: its history is gone.</summary>
public sealed class EtcdCompactedException : EtcdException
{
    /// <summary>An error without details.</summary>
    public EtcdCompactedException()
    {
    }

    /// <summary>An error with its one sentence.</summary>
    public EtcdCompactedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its one sentence and its cause.</summary>
    public EtcdCompactedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The history up to here is gone, and a watch can start at the next revision; default when the server did not say (it does for watches only).</summary>
    public Revision CompactRevision { get; init; }
}
