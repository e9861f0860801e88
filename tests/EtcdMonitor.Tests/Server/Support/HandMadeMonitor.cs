using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Bundles;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Server;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>A source whose snapshots, events and alerts a test puts there.</summary>
internal sealed class HandMadeMonitor : IMonitorSource
{
    private readonly Lock _gate = new();
    private readonly List<ClusterSnapshot> _snapshots;
    private readonly List<MonitorEvent> _events = [];
    private readonly List<Alert> _alerts = [];

    internal HandMadeMonitor(params ClusterSnapshot[] snapshots) => _snapshots = [.. snapshots];

    public EventFeed Feed { get; } = new();

    public StorageTrouble? StorageTrouble { get; internal set; }

    public IReadOnlyList<DeliveryTrouble> DeliveryTroubles { get; internal set; } = [];

    public IReadOnlyList<ClusterSnapshot> Snapshots
    {
        get
        {
            lock (_gate)
            {
                return [.. _snapshots];
            }
        }
    }

    public Heartbeat? Heartbeat { get; internal set; }

    public TimeSpan EscalateAfter { get; internal set; }

    /// <summary>A book of silences, where a test has a folder for one.</summary>
    internal SilenceBook? Book { get; set; }

    public SilenceBook Silences => Book ?? throw new InvalidOperationException("this test has no silences");

    public IReadOnlyList<Alert> CurrentAlerts =>
        [.. Snapshots.SelectMany(s => s.Alerts.Select(a => new Decisions { Silences = Book?.Unended ?? [], Acknowledgements = Taken?.All ?? ImmutableDictionary<long, Acknowledgement>.Empty }.Apply(a, s.State.Labels, s.State.At)))];

    /// <summary>Who has which incident, where a test has a folder for it.</summary>
    internal AcknowledgementBook? Taken { get; set; }

    public AcknowledgementBook Acknowledgements => Taken ?? throw new InvalidOperationException("this test has no acknowledgements");

    /// <summary>What the delivery log has.</summary>
    internal List<DeliveryRecord> Deliveries { get; } = [];

    internal Recording? Recording { get; set; }

    public Thresholds Thresholds { get; } = new();

    /// <summary>Runs before each answer of the history; a test may block it or throw.</summary>
    internal Func<Task> BeforeHistory { get; set; } = () => Task.CompletedTask;

    public ClusterSnapshot? Find(string cluster) => Snapshots.FirstOrDefault(s => s.State.Name == cluster);

    public Recording? RecordingOf(string cluster) => Recording;

    public async Task<IReadOnlyList<MonitorEvent>> EventsAsync(string? cluster, long? after, int limit, CancellationToken cancellationToken)
    {
        await BeforeHistory();
        lock (_gate)
        {
            IEnumerable<MonitorEvent> found = _events.Where(e => cluster is null || e.Cluster == cluster);
            return after is null
                ? [.. found.OrderByDescending(e => e.Id).Take(limit)]
                : [.. found.Where(e => e.Id > after).OrderBy(e => e.Id).Take(limit)];
        }
    }

    public Task<IReadOnlyList<Alert>> AlertsAsync(string? cluster, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Alert>>([.. _alerts.Where(a => cluster is null || a.Cluster == cluster).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Alert>>([.. _alerts.Where(a => (query.Cluster is null || a.Cluster == query.Cluster) && (query.Incident is null || a.Incident == query.Incident)).Take(query.Limit)]);
        }
    }

    public Task<IReadOnlyList<DeliveryRecord>> DeliveriesAsync(IReadOnlyCollection<string> alerts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeliveryRecord>>([.. Deliveries.Where(d => alerts.Contains(d.Alert))]);

    public Task<IReadOnlyList<MonitorEvent>> EventsAsync(string cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<MonitorEvent>>([.. _events.Where(e => e.Cluster == cluster && e.At >= from && e.At <= to).Take(limit)]);
        }
    }

    internal void Publish(ClusterSnapshot snapshot)
    {
        lock (_gate)
        {
            _snapshots[_snapshots.FindIndex(s => s.State.Name == snapshot.State.Name)] = snapshot;
        }

        Feed.Publish(new LiveUpdate(snapshot, null));
    }

    /// <summary>Stores an event under the next id, then publishes it.</summary>
    internal MonitorEvent Publish(MonitorEvent happened)
    {
        MonitorEvent stored = Store(happened);
        Feed.Publish(new LiveUpdate(null, stored));
        return stored;
    }

    internal MonitorEvent Store(MonitorEvent happened)
    {
        lock (_gate)
        {
            MonitorEvent stored = happened with { Id = _events.Count + 1 };
            _events.Add(stored);
            return stored;
        }
    }

    internal void Store(Alert alert)
    {
        lock (_gate)
        {
            _alerts.Insert(0, alert);
        }
    }
}
