using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Api;

/// <summary>What matchers would mute: now, in the last day, and should the worst come.</summary>
internal static class SilencePreview
{
    /// <summary>As many as the history answers at once.</summary>
    private const int Most = 1000;

    /// <summary>Faults that one would not want to sleep through, whatever else was meant.</summary>
    private static readonly (string Rule, string Title, bool OfMember)[] Grave =
    [
        ("quorum_lost", "Quorum lost", false), ("quorum_unknown", "Quorum unknown", false), ("no_leader", "No leader", false), ("split_brain", "Split brain", false),
        ("nospace", "NOSPACE", true), ("corrupt", "CORRUPT", true), ("silent_corruption", "Silent corruption", true),
    ];

    internal static async Task<SilencePreviewView> OfAsync(ImmutableArray<Matcher> matchers, IMonitorSource monitor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Alert> current = monitor.CurrentAlerts;
        (Alert Alert, bool Matched)[] all = [.. SilencesApi.Labelled(current, monitor).Select(a => (a.Alert, matchers.All(m => m.Matches(a.Labels))))];
        HashSet<string> clusters = [.. monitor.Snapshots.Where(s => Touches(matchers, s)).Select(s => s.State.Name)];
        IReadOnlyList<Alert> past = await monitor.AlertsAsync(null, Most, cancellationToken);
        IEnumerable<Alert> ofDay = past.Concat(current).Where(a => a.Generation > 0 && now - a.FiredAt <= TimeSpan.FromDays(1)).DistinctBy(a => (a.Id, a.Generation));
        return new(
            now,
            [.. matchers.Select(m => m.ToString())],
            [.. Worst(all.Where(a => a.Matched))],
            [.. Worst(all.Where(a => !a.Matched && !a.Alert.IsMuted && clusters.Contains(a.Alert.Cluster) && !Explained(a.Alert, all)))],
            all.Length,
            SilencesApi.Labelled(ofDay, monitor).Count(a => matchers.All(m => m.Matches(a.Labels))),
            [.. Grave.Where(fault => monitor.Snapshots.Any(s => Mutes(matchers, fault, s))).Select(fault => fault.Title)]);
    }

    /// <summary>Whether another alert still tells people of it: one that is muted explains nothing.</summary>
    private static bool Explained(Alert alert, (Alert Alert, bool Matched)[] all) =>
        alert.InhibitedBy is { } cause && !Array.Exists(all, a => a.Matched && a.Alert.Cluster == alert.Cluster && a.Alert.Finding.Rule == cause);

    private static IEnumerable<AlertView> Worst(IEnumerable<(Alert Alert, bool Matched)> alerts) =>
        alerts.Select(a => a.Alert).OrderByDescending(a => a.Finding.Severity).ThenBy(a => a.PendingSince).Select(AlertView.From);

    /// <summary>Whether the cluster's own labels leave room for an alert that they match.</summary>
    private static bool Touches(ImmutableArray<Matcher> matchers, ClusterSnapshot snapshot)
    {
        IReadOnlyDictionary<string, string> labels = AlertLabels.Of(snapshot.State.Name, "", Severity.Critical, null, snapshot.State.Labels);
        return matchers.All(m => m.Label is "rule" or "severity" or "member" || m.Matches(labels));
    }

    private static bool Mutes(ImmutableArray<Matcher> matchers, (string Rule, string Title, bool OfMember) fault, ClusterSnapshot snapshot)
    {
        IEnumerable<string?> members = fault.OfMember ? snapshot.State.Members.Select(m => (string?)m.Name).Prepend(null) : [null];
        return members.Any(member =>
        {
            IReadOnlyDictionary<string, string> labels = AlertLabels.Of(snapshot.State.Name, fault.Rule, Severity.Critical, member, snapshot.State.Labels);
            return matchers.All(m => m.Matches(labels));
        });
    }
}
