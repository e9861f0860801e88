using System.Collections.Immutable;
using EtcdMonitor.Alerts.Stages;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Alerts;

/// <summary>From findings to notices for one cluster: the stages are the documentation.</summary>
internal sealed class AlertPipeline(IReadOnlyDictionary<string, string> labels, AlertOptions options, IEnumerable<Alert> stored, Func<Decisions>? decisions = null)
{
    /// <summary>Rounds after a start in which a firing alert is not taken for over: its rule may still be counting.</summary>
    private const int RoundsToSettle = 4;

    private readonly IAlertStage[] _stages =
    [
        new TrackStage(),
        new HoldStage(),
        new ResolveStage(),
        new MuteStage(decisions ?? (static () => Decisions.None), labels),
        new InhibitStage(),
        new DeduplicateStage(options.DeduplicationWindow, labels),
        new ForgetStage(options.DeduplicationWindow),
    ];

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

        ImmutableArray<Alert> changed = [.. batch.Alerts.Values.Where(a => a.Generation > 0 && Differs(a, Alerts.GetValueOrDefault(a.Id)))];
        Alerts = batch.Alerts;
        return new(changed, batch.Notices);
    }

    private static bool Differs(Alert now, Alert? before) =>
        before is null || now.Status != before.Status || now.Generation != before.Generation || now.NotifiedAt != before.NotifiedAt
        || now.InhibitedBy != before.InhibitedBy || now.SilencedBy != before.SilencedBy || now.Finding.Severity != before.Finding.Severity;
}
