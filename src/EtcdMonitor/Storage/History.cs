using EtcdMonitor.Alerts;
using EtcdMonitor.Events;

namespace EtcdMonitor.Storage;

/// <summary>Queries over what is stored.</summary>
public sealed class History
{
    /// <summary>Events, newest first. <paramref name="cluster"/> null: of all clusters. <paramref name="after"/>: only ids above it, oldest first then.</summary>
    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string? cluster, long? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Alerts that fired, newest first, resolved ones too. <paramref name="cluster"/> null: of all clusters.</summary>
    public Task<IReadOnlyList<Alert>> AlertsAsync(string? cluster, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
