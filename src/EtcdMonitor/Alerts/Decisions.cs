using System.Collections.Immutable;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;

namespace EtcdMonitor.Alerts;

/// <summary>What people decided about alerts, a value that is replaced as a whole. Pipeline and API apply the same.</summary>
internal sealed record Decisions
{
    /// <summary>Nobody decided anything.</summary>
    public static Decisions None { get; } = new();

    /// <summary>Silences that hold or will.</summary>
    public ImmutableArray<Silence> Silences { get; init; } = [];

    /// <summary>Planned times in which nobody is told.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>Who has which incident.</summary>
    public IReadOnlyDictionary<long, Acknowledgement> Acknowledgements { get; init; } = ImmutableDictionary<long, Acknowledgement>.Empty;

    /// <summary>The alert with what was decided about it.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="clusterLabels">Labels of its cluster.</param>
    /// <param name="now">When.</param>
    public Alert Apply(Alert alert, IReadOnlyDictionary<string, string> clusterLabels, DateTimeOffset now)
    {
        Silence[] active = [.. Silences.Where(silence => silence.StateAt(now) == SilenceState.Active)];
        MaintenanceWindow[] open = [.. Windows.Where(window => window.OpenUntil(now) is not null)];
        IReadOnlyDictionary<string, string> labels = active.Length + open.Length == 0 ? ImmutableDictionary<string, string>.Empty : AlertLabels.Of(alert.Cluster, alert.Finding, clusterLabels);

        // of several the one that holds longest: until then nobody is told
        return alert with
        {
            SilencedBy = active.Where(silence => silence.Matches(labels)).MaxBy(silence => silence.EndsAt)?.Id,
            Maintenance = open.Where(window => window.Matches(labels)).MaxBy(window => window.OpenUntil(now))?.Name,
            Acknowledged = Acknowledgements.GetValueOrDefault(alert.Incident),
        };
    }
}
