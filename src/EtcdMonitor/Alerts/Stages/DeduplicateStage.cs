using System.Collections.Immutable;
using EtcdMonitor.Alerts.Routing;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// A receiver is told once per alert and window, and again when it is over. An alert that fires anew inside the window is told
/// when the window ends, if it still fires then; one that became worse is told without regard to it, and one that lasts again after the repeat interval.
/// </summary>
internal sealed class DeduplicateStage(TimeSpan window, IReadOnlyDictionary<string, string> clusterLabels, ImmutableArray<string> channelsOn) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch) => batch with
    {
        Due = [.. batch.Alerts.Values.SelectMany(alert => Ends(alert, batch).Concat(Starts(alert, batch)))],
    };

    /// <summary>Everybody who was told that it fires is told that it is over, wherever routes lead by now.</summary>
    private IEnumerable<Due> Ends(Alert alert, AlertBatch batch) =>
        from told in alert.Told
        where told.Value.OverAt is null && !(alert.Status == AlertStatus.Firing && told.Value.Generation == alert.Generation)
        let over = alert with { Generation = told.Value.Generation, Status = AlertStatus.Resolved, ResolvedAt = alert.ResolvedAt ?? batch.Now }
        let way = batch.RoutesOf(alert).FirstOrDefault(r => r.Route.Receiver == told.Key)
        select new Due(
            new(NoticeKind.Resolved, over, clusterLabels) { Receiver = told.Key, Channels = [.. told.Value.Channels.Where(channelsOn.Contains)] },
            way.Group ?? new(told.Key, alert.Id),
            over.ResolvedAt!.Value);

    private IEnumerable<Due> Starts(Alert alert, AlertBatch batch) =>
        from way in alert is { Status: AlertStatus.Firing, InhibitedBy: null, IsMuted: false } ? batch.RoutesOf(alert) : []
        let told = alert.Told.GetValueOrDefault(way.Route.Receiver)
        let same = told?.Generation == alert.Generation && alert.Finding.Severity <= told.Severity
        where told is null || alert.Finding.Severity > told.Severity || (same ? Again(told, way.Route, batch.Now) : batch.Now - told.At >= window)
        select new Due(
            new(NoticeKind.Firing, alert, clusterLabels) { Receiver = way.Route.Receiver, Channels = way.Route.Channels, Repeat = same ? told!.Repeat + 1 : 0 },
            way.Group,
            alert.FiredAt ?? batch.Now);

    private static bool Again(Telling told, Route route, DateTimeOffset now) => route.RepeatInterval > TimeSpan.Zero && now - told.At >= route.RepeatInterval;
}
