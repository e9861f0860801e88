namespace EtcdMonitor.Channels;

/// <summary>A way to tell people. An extension point: one folder a channel.</summary>
internal interface IChannel
{
    /// <summary>Name in the outbox and the log.</summary>
    string Name { get; }

    /// <summary>Least time between two messages.</summary>
    TimeSpan Pace => TimeSpan.Zero;

    /// <summary>Whether one message can tell of several alerts. Where each has an incident of its own, it cannot.</summary>
    bool Combines => true;

    /// <summary>Whether whoever receives it knows a repeat by its key. People do not: they are told that it may be one.</summary>
    bool KnowsRepeats => false;

    /// <summary>Sends it, once; the dispatcher repeats.</summary>
    Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken);
}
