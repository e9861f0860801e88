using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Incidents;

/// <summary>The incidents that last.</summary>
internal static class IncidentList
{
    /// <summary>Whom an alert remembers to have told when it was escalated.</summary>
    private const string EscalationReceiver = "escalation";

    /// <summary>Of one cluster, or of all.</summary>
    internal static IncidentsView Of(IMonitorSource monitor, string? cluster, DateTimeOffset now)
    {
        Alert[] alerts = [.. monitor.CurrentAlerts.Where(a => cluster is null || a.Cluster == cluster)];
        IEnumerable<IncidentView> incidents = alerts
            .Where(a => a.Status == AlertStatus.Firing)
            .GroupBy(a => (a.Cluster, a.Incident))
            .Select(g => Of(g, monitor.EscalateAfter))
            .OrderBy(i => i.MutedBy is not null)
            .ThenByDescending(i => i.Severity)
            .ThenBy(i => i.Since);
        return new(now, [.. incidents], [.. alerts.Where(a => a.Status == AlertStatus.Pending).OrderBy(a => a.PendingSince).Select(AlertView.From)]);
    }

    /// <summary>The alert that explains the others first, then the worst.</summary>
    internal static IOrderedEnumerable<Alert> CauseFirst(IEnumerable<Alert> alerts) =>
        alerts.OrderBy(a => a.InhibitedBy is not null).ThenByDescending(a => a.Finding.Severity).ThenBy(a => a.PendingSince);

    private static IncidentView Of(IEnumerable<Alert> alerts, TimeSpan escalateAfter)
    {
        Alert[] all = [.. CauseFirst(alerts)];
        Alert lead = all[0];
        return new(
            IncidentId.Of(lead.Incident),
            all.Max(a => a.Finding.Severity),
            all.Min(a => a.PendingSince),
            lead.Cluster,
            lead.Finding.Title,
            lead.Finding.Sentence,
            all.Min(a => a.NotifiedAt),
            Array.TrueForAll(all, a => a.IsMuted) ? lead.SilencedBy ?? lead.Maintenance : null,
            AcknowledgementView.From(lead.Acknowledged),
            [.. all.Select(AlertView.From)])
        {
            EscalatesAt = all.Where(a => !IsEscalated(a)).Min(a => a.UnansweredSince) + escalateAfter,
            IsEscalated = Array.Exists(all, IsEscalated),
        };
    }

    private static bool IsEscalated(Alert alert) => alert.Told.GetValueOrDefault(EscalationReceiver)?.Generation == alert.Generation;
}
