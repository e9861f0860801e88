using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server.Incidents;

/// <summary>All that is known of one incident: its alerts, what happened around them, who was told and what people did.</summary>
internal static class IncidentReport
{
    private const int MostEvents = 500;
    private const int MostSilences = 1000;

    /// <summary>What changed so long before an incident may be its cause.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>The report; null: there is no such incident.</summary>
    internal static async Task<IncidentReportView?> OfAsync(long number, IMonitorSource monitor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Alert> stored = await monitor.AlertsAsync(new AlertQuery { Incident = number }, cancellationToken);
        Alert[] alerts = [.. IncidentList.CauseFirst(monitor.CurrentAlerts.Where(a => a.Incident == number && a.Generation > 0).Concat(stored).DistinctBy(a => (a.Id, a.Generation)))];
        if (alerts.Length == 0)
        {
            return null;
        }

        Alert lead = alerts[0];
        DateTimeOffset since = alerts.Min(a => a.PendingSince);
        DateTimeOffset? until = alerts.Any(a => a.Status == AlertStatus.Firing) ? null : alerts.Max(a => a.ResolvedAt);
        HashSet<(string, int)> keys = [.. alerts.Select(a => (a.Id, a.Generation))];
        DeliveryRecord[] deliveries = [.. (await monitor.DeliveriesAsync([.. alerts.Select(a => a.Id)], cancellationToken)).Where(d => keys.Contains((d.Alert, d.Generation)))];
        IReadOnlyList<MonitorEvent> events = await monitor.EventsAsync(lead.Cluster, since - Before, until ?? now, MostEvents, cancellationToken);
        Acknowledgement? acknowledged = monitor.Acknowledgements.All.GetValueOrDefault(number);
        IReadOnlyList<Silence> silences = await monitor.Silences.ListAsync(ended: true, MostSilences, cancellationToken);
        return new(
            IncidentId.Of(number), now, lead.Cluster, alerts.Max(a => a.Finding.Severity), lead.Finding.Title, lead.Finding.Sentence, since, until, AcknowledgementView.From(acknowledged),
            [.. alerts.Select(a => new IncidentAlertView(AlertView.From(a), FindingView.From(a.Finding)))],
            [.. Timeline(alerts, deliveries, events, acknowledged, Muting(silences, alerts, monitor, since, until ?? now)).OrderBy(t => t.At)],
            [.. deliveries.Select(DeliveryView.From)],
            [.. alerts.SelectMany(a => a.Finding.DoNext).Distinct().Select(StepView.From)])
        {
            Runbook = Runbooks.PathOf(lead.Finding.Rule),
        };
    }

    private static IEnumerable<TimelineView> Timeline(Alert[] alerts, DeliveryRecord[] deliveries, IReadOnlyList<MonitorEvent> events, Acknowledgement? acknowledged, IEnumerable<Silence> silences) =>
    [
        // what the alerts' own events say is said below, with more
        .. events.Where(e => e.Kind != "alert").Select(e => new TimelineView(e.At, e.Kind, e.Text)),
        .. alerts.Select(a => new TimelineView(a.PendingSince, "seen", $"{Name(a)}: {a.Finding.Sentence}")),
        .. alerts.Where(a => a.FiredAt is not null).Select(a => new TimelineView(a.FiredAt!.Value, "fired", $"{Name(a)} fires{(a.InhibitedBy is { } cause ? $", explained by {cause}" : "")}")),
        .. alerts.Where(a => a.ResolvedAt is not null).Select(a => new TimelineView(a.ResolvedAt!.Value, "over", $"{Name(a)} is over")),
        .. deliveries.Where(d => d.State != DeliveryState.Queued || d.Attempts > 0).Select(d => new TimelineView(d.At, "told", Told(d, alerts))),
        .. acknowledged is null ? [] : new[] { new TimelineView(acknowledged.At, "acknowledged", acknowledged.Comment.Length == 0 ? $"{acknowledged.Author} has it" : $"{acknowledged.Author} has it: {acknowledged.Comment}") },
        .. silences.Select(s => new TimelineView(s.StartsAt, "silenced", FormattableString.Invariant($"{s.Id} of {s.Author} mutes {string.Join(' ', s.Matchers)} until {s.EndsAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {s.Comment}"))),
    ];

    private static string Told(DeliveryRecord delivery, Alert[] alerts)
    {
        string what = $"{Name(alerts.First(a => a.Id == delivery.Alert))} {(delivery.Kind == NoticeKind.Firing ? "fires" : "is over")}";
        string tries = delivery.Attempts > 1 ? $" at attempt {delivery.Attempts}" : "";
        return delivery.State switch
        {
            DeliveryState.Sent => $"{delivery.Receiver} took \"{what}\"{tries}{(delivery.Error is null ? "" : $", in part: {delivery.Error}")}",
            DeliveryState.Dead => $"{delivery.Receiver} refused \"{what}\"{tries}: {delivery.Error}",
            _ => $"{delivery.Receiver} is asked again to take \"{what}\", attempt {delivery.Attempts + 1}: {delivery.Error}",
        };
    }

    private static IEnumerable<Silence> Muting(IReadOnlyList<Silence> silences, Alert[] alerts, IMonitorSource monitor, DateTimeOffset from, DateTimeOffset to)
    {
        IReadOnlyDictionary<string, string> own = monitor.Find(alerts[0].Cluster)?.State.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
        return silences.Where(s => s.StartsAt < to && s.EndsAt > from && alerts.Any(a => s.Matches(AlertLabels.Of(a.Cluster, a.Finding, own))));
    }

    private static string Name(Alert alert) => alert.Finding.Member is { } member ? $"{alert.Finding.Title}, {member}" : alert.Finding.Title;
}
