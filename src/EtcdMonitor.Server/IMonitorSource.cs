using EtcdMonitor.Alerts;
using EtcdMonitor.Bundles;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server;

/// <summary>What the server reads of the monitor; the seam at which tests put snapshots made by hand.</summary>
internal interface IMonitorSource
{
    IReadOnlyList<ClusterSnapshot> Snapshots { get; }

    EventFeed Feed { get; }

    /// <inheritdoc cref="MonitorService.StorageTrouble"/>
    StorageTrouble? StorageTrouble { get; }

    /// <inheritdoc cref="MonitorService.Alerts"/>
    IReadOnlyList<Alert> CurrentAlerts { get; }

    /// <inheritdoc cref="MonitorService.Silences"/>
    SilenceBook Silences { get; }

    /// <inheritdoc cref="MonitorService.Heartbeat"/>
    Heartbeat? Heartbeat { get; }

    /// <inheritdoc cref="AlertOptions.EscalateAfter"/>
    TimeSpan EscalateAfter { get; }

    /// <inheritdoc cref="MonitorService.DeliveryTroubles"/>
    IReadOnlyList<DeliveryTrouble> DeliveryTroubles { get; }

    /// <inheritdoc cref="MonitorService.Acknowledgements"/>
    AcknowledgementBook Acknowledgements { get; }

    ClusterSnapshot? Find(string cluster);

    /// <inheritdoc cref="MonitorService.RecordingOf"/>
    Recording? RecordingOf(string cluster);

    /// <inheritdoc cref="MonitorOptions.Thresholds"/>
    Thresholds Thresholds { get; }

    /// <inheritdoc cref="Storage.History.EventsAsync(string?, long?, int, CancellationToken)"/>
    Task<IReadOnlyList<MonitorEvent>> EventsAsync(string? cluster, long? after, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="Storage.History.AlertsAsync(string?, int, CancellationToken)"/>
    Task<IReadOnlyList<Alert>> AlertsAsync(string? cluster, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="Storage.History.AlertsAsync(AlertQuery, CancellationToken)"/>
    Task<IReadOnlyList<Alert>> AlertsAsync(AlertQuery query, CancellationToken cancellationToken);

    /// <inheritdoc cref="Storage.History.DeliveriesAsync"/>
    Task<IReadOnlyList<DeliveryRecord>> DeliveriesAsync(IReadOnlyCollection<string> alerts, CancellationToken cancellationToken);

    /// <inheritdoc cref="Storage.History.EventsAsync(string, DateTimeOffset, DateTimeOffset, int, CancellationToken)"/>
    Task<IReadOnlyList<MonitorEvent>> EventsAsync(string cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);
}
