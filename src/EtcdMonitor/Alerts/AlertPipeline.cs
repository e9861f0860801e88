using System.Collections.Immutable;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Alerts.Stages;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Alerts;

/// <summary>From findings to notices for one cluster: the stages are the documentation.</summary>
/// <param name="labels">The cluster's labels.</param>
/// <param name="options">How alerts are told, until others are put in force.</param>
/// <param name="channels">Channels that are on.</param>
/// <param name="stored">Alerts of before the start.</param>
/// <param name="memory">How long an alert that is over is remembered: longer than the storage does.</param>
/// <param name="decisions">What people decided; null: nothing.</param>
/// <param name="nextIncident">Numbers of incidents, never the same twice; null: all are one.</param>
internal sealed class AlertPipeline(IReadOnlyDictionary<string, string> labels, AlertOptions options, IEnumerable<string> channels, IEnumerable<Alert> stored, TimeSpan memory, Func<Decisions>? decisions = null, Func<long>? nextIncident = null)
{
    /// <summary>Rounds after a start in which a firing alert is not taken for over: its rule may still be counting.</summary>
    private const int RoundsToSettle = 4;

    private volatile IAlertStage[] _stages = Stages(labels, options, [.. channels], memory, decisions, nextIncident);

    /// <summary>Alerts by id.</summary>
    public ImmutableSortedDictionary<string, Alert> Alerts { get; private set; } =
        stored.ToImmutableSortedDictionary(a => a.Id, a => a, StringComparer.Ordinal);

    /// <summary>Alerts that are pending or firing.</summary>
    public ImmutableArray<Alert> Active => [.. Alerts.Values.Where(a => a.Status != AlertStatus.Resolved)];

    /// <summary>Runs a round through the stages; the result says what changed and what to tell.</summary>
    public AlertStep Advance(ClusterState state, Verdict verdict)
    {
        AlertBatch batch = new()
        {
            Cluster = state.Name,
            Now = state.At,
            Settled = state.Round >= RoundsToSettle,
            Findings = verdict.Findings,
            Alerts = Alerts,
        };
        foreach (IAlertStage stage in _stages)
        {
            batch = stage.Apply(batch);
        }

        ImmutableArray<Alert> changed = [.. batch.Alerts.Values.Where(a => a is { Generation: > 0, Status: not AlertStatus.Pending } && Differs(a, Alerts.GetValueOrDefault(a.Id)))];
        Alerts = batch.Alerts;
        return new(changed, batch.Notices);
    }

    /// <summary>Puts other options in force, from the next round on; alerts go on as they are.</summary>
    public void Reconfigure(AlertOptions options, IEnumerable<string> channels) => _stages = Stages(labels, options, [.. channels], memory, decisions, nextIncident);

    private static IAlertStage[] Stages(IReadOnlyDictionary<string, string> labels, AlertOptions options, ImmutableArray<string> channels, TimeSpan memory, Func<Decisions>? decisions, Func<long>? nextIncident) =>
    [
        new TrackStage(),
        new HoldStage(),
        new ResolveStage(options.KeepFiringFor, options.DeduplicationWindow),
        new MuteStage(decisions ?? (static () => Decisions.None), labels),
        new InhibitStage(),
        new IncidentStage(nextIncident ?? (static () => 1)),
        new RouteStage(Route.Tree(options, channels), labels),
        new DeduplicateStage(options.DeduplicationWindow, labels, channels),
        new GroupStage(labels),
        new EscalateStage(options.EscalateAfter, [.. options.EscalateTo.Intersect(channels, StringComparer.Ordinal)], labels),
        new ForgetStage(memory),
    ];

    /// <summary>One that is over, came back and went before it fired is what it was.</summary>
    private static bool Differs(Alert now, Alert? before) =>
        before is null || (now.Status != before.Status && before.Status != AlertStatus.Pending) || now.Generation != before.Generation || !ReferenceEquals(now.Told, before.Told)
        || now.InhibitedBy != before.InhibitedBy || now.SilencedBy != before.SilencedBy || now.UnansweredSince != before.UnansweredSince || now.Maintenance != before.Maintenance || now.Acknowledged != before.Acknowledged || now.Incident != before.Incident || now.Finding.Severity != before.Finding.Severity;
}
