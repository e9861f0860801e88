using EtcdMonitor.Events;
using EtcdMonitor.Storage;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor;

/// <summary>The monitor: construct it, start it, ask it, stop it.</summary>
public sealed class MonitorService : IAsyncDisposable
{
    /// <summary>Validates and stores the options; nothing is opened before <see cref="StartAsync"/>.</summary>
    public MonitorService(MonitorOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null) => Options = options;

    /// <summary>What it runs with.</summary>
    public MonitorOptions Options { get; }

    /// <summary>Live updates.</summary>
    public EventFeed Feed { get; } = new();

    /// <summary>Stored events and alerts.</summary>
    public History History => throw new NotSupportedException();

    /// <summary>Newest snapshot of each cluster, in the order of the options.</summary>
    public IReadOnlyList<ClusterSnapshot> Snapshots => throw new NotSupportedException();

    /// <summary>Newest snapshot of a cluster; null: there is none of that name.</summary>
    public ClusterSnapshot? Find(string cluster) => throw new NotSupportedException();

    /// <summary>Opens the storage and begins to watch. Returns when every cluster is being probed, not when it was judged.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops probing, writes what is pending and finishes deliveries under way until <paramref name="cancellationToken"/> fires.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Completes when every cluster has its first verdict.</summary>
    public Task WhenFirstJudgedAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
