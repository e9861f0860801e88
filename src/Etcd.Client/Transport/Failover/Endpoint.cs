namespace Etcd.Client.Transport;

/// <summary>A member that calls may go to, over a connection of its own.</summary>
internal sealed class Endpoint(string name, ITransport transport)
{
    public string Name { get; } = name;

    public ITransport Transport { get; } = transport;

    /// <summary>When it last failed, on the clock's timestamps; 0 when it has answered since.</summary>
    public long FailedAt { get; set; }

    /// <summary>True once an answer over it has shown that it belongs to our cluster, until it fails.</summary>
    public bool IsVerified { get; set; }
}
