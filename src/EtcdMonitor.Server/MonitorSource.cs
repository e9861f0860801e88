using EtcdMonitor.Alerts;
using EtcdMonitor.Bundles;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server;

/// <summary>The running monitor as a source.</summary>
internal sealed class MonitorSource(MonitorService monitor) : IMonitorSource
{
    public IReadOnlyList<ClusterSnapshot> Snapshots => monitor.Snapshots;

    public EventFeed Feed => monitor.Feed;

    public StorageTrouble? StorageTrouble => monitor.StorageTrouble;

    public IReadOnlyList<Alert> CurrentAlerts => monitor.Alerts;

    public SilenceBook Silences => monitor.Silences;

    public Heartbeat? Heartbeat => monitor.Heartbeat;

    public TimeSpan EscalateAfter => monitor.Options.Alerts.EscalateAfter;

    public IReadOnlyList<DeliveryTrouble> DeliveryTroubles => monitor.DeliveryTroubles;

    public AcknowledgementBook Acknowledgements => monitor.Acknowledgements;

    public ClusterSnapshot? Find(string cluster) => monitor.Find(cluster);

    public Recording? RecordingOf(string cluster) => monitor.RecordingOf(cluster);

    public Thresholds Thresholds => monitor.Options.Thresholds;

    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string? cluster, long? after, int limit, CancellationToken cancellationToken) =>
        monitor.History.EventsAsync(cluster, after, limit, cancellationToken);

    public Task<IReadOnlyList<Alert>> AlertsAsync(string? cluster, int limit, CancellationToken cancellationToken) =>
        monitor.History.AlertsAsync(cluster, limit, cancellationToken);

    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertQuery query, CancellationToken cancellationToken) => monitor.History.AlertsAsync(query, cancellationToken);

    public Task<IReadOnlyList<DeliveryRecord>> DeliveriesAsync(IReadOnlyCollection<string> alerts, CancellationToken cancellationToken) =>
        monitor.History.DeliveriesAsync(alerts, cancellationToken);

    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken) =>
        monitor.History.EventsAsync(cluster, from, to, limit, cancellationToken);
}
