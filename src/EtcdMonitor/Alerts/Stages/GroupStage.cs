using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Routing;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// What a group has to tell waits for others to go with it: its first notice for the group's wait, further ones until the interval since the last has passed.
/// What is critical, and its end, waits for nobody and takes along what waits.
/// </summary>
internal sealed class GroupStage(IReadOnlyDictionary<string, string> clusterLabels) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        if (batch.Due.IsEmpty)
        {
            return batch;
        }

        ILookup<GroupKey, Telling> told = (
            from alert in batch.Alerts.Values
            from way in batch.RoutesOf(alert)
            let telling = alert.Told.GetValueOrDefault(way.Route.Receiver)
            where telling is not null
            select (way.Group, telling)).ToLookup(t => t.Group, t => t.telling);
        ImmutableArray<Notice> notices =
        [
            .. from due in batch.Due
               group due by due.Group into together
               where Goes([.. together], [.. told[together.Key]], batch)
               from notice in Named(together.Key, [.. together.Select(d => d.Notice)], batch)
               select notice,
        ];
        return Told(batch, notices) with { Notices = notices };
    }

    private static bool Goes(Due[] due, Telling[] told, AlertBatch batch)
    {
        if (Array.Exists(due, d => AlertLabels.Word(d.Notice.Alert.Finding.Severity) == "critical") || RouteOf(due[0], batch) is not { } route)
        {
            return true;
        }

        DateTimeOffset last = told.Select(t => t.OverAt ?? t.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return Array.Exists(told, t => t.OverAt is null) ? batch.Now - last >= route.GroupInterval : batch.Now - due.Min(d => d.Since) >= route.GroupWait;
    }

    /// <summary>Null: its receiver is none of this alert any more.</summary>
    private static Route? RouteOf(Due due, AlertBatch batch) => batch.RoutesOf(due.Notice.Alert).FirstOrDefault(r => r.Route.Receiver == due.Notice.Receiver).Route;

    private ImmutableArray<Notice> Named(GroupKey key, ImmutableArray<Notice> notices, AlertBatch batch)
    {
        Notice first = notices[0];
        ImmutableSortedDictionary<string, string>? labels = batch.RoutesOf(first.Alert).FirstOrDefault(r => r.Route.Receiver == first.Receiver).Route?
            .GroupOf(AlertLabels.Of(batch.Cluster, first.Alert.Finding, clusterLabels));
        string? name = notices.Length == 1 ? null : $"{batch.Cluster}\n{key.Receiver}\n{key.Labels}\n{batch.Now.ToUnixTimeMilliseconds()}";

        // ends first: one that came again is told in the order in which it happened
        return [.. notices.OrderByDescending(n => n.Kind == NoticeKind.Resolved).ThenByDescending(n => n.Alert.Finding.Severity)
            .Select(n => n with { Alert = Marked(n, batch.Now), Group = labels, Batch = name })];
    }

    /// <summary>The alert as it is stored beside the notice.</summary>
    private static Alert Marked(Notice notice, DateTimeOffset now) => notice.Kind == NoticeKind.Resolved ? notice.Alert : notice.Alert with
    {
        Told = notice.Alert.Told.SetItem(notice.Receiver, new(now, notice.Alert.Generation, notice.Alert.Finding.Severity, notice.Channels) { Repeat = notice.Repeat }),
        NotifiedAt = now,
        NotifiedGeneration = notice.Alert.Generation,
        NotifiedSeverity = notice.Alert.Finding.Severity,
    };

    private static AlertBatch Told(AlertBatch batch, ImmutableArray<Notice> notices)
    {
        ILookup<string, Notice> each = notices.ToLookup(n => n.Alert.Id, StringComparer.Ordinal);
        return notices.IsEmpty ? batch : batch.With(alert => each[alert.Id].Aggregate(alert, (sum, notice) => Told(sum, notice, batch.Now)));
    }

    private static Alert Told(Alert alert, Notice notice, DateTimeOffset now) => notice.Kind == NoticeKind.Resolved
        ? alert with { Told = alert.Told.SetItem(notice.Receiver, alert.Told[notice.Receiver] with { OverAt = now }) }
        : notice.Alert with { Told = alert.Told.SetItem(notice.Receiver, notice.Alert.Told[notice.Receiver]) };
}
