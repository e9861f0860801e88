using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels;

/// <summary>A way to tell people. An extension point: one folder a channel.</summary>
internal interface IChannel
{
    /// <summary>Name in the outbox and the log.</summary>
    string Name { get; }

    /// <summary>Least time between two notices.</summary>
    TimeSpan Pace => TimeSpan.Zero;

    /// <summary>Sends one notice, once; the dispatcher repeats. <paramref name="key"/> is the same at each attempt.</summary>
    Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken);
}
