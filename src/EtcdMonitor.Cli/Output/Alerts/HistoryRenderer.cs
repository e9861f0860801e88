using EtcdMonitor.Alerts;
using EtcdMonitor.Server.Views;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Cli.Output.Alerts;

/// <summary>Alerts of the past for a person, each with who was told of it.</summary>
internal static class HistoryRenderer
{
    private static readonly Column[] Columns =
    [
        new(""),
        new("Started"),
        new("Lasted") { Right = true, DropOrder = 2 },
        new("Severity"),
        new("Cluster"),
        new("What") { DropOrder = 3, CutTo = 20 },
        new("Told") { DropOrder = 1 },
    ];

    /// <summary>The newest first.</summary>
    public static IEnumerable<Line> Render(AlertHistoryView history, Terminal terminal)
    {
        if (history.Alerts.IsEmpty)
        {
            return [new Line().Add("No alert fired in that time", Style.Bold)];
        }

        Table table = new(Columns);
        foreach (PastAlertView past in history.Alerts)
        {
            AlertView alert = past.Alert;
            bool over = alert.ResolvedAt is not null;
            DateTimeOffset started = alert.FiredAt ?? alert.PendingSince;
            table.Add(
                Glyphs.Of(over ? Rules.Severity.Healthy : alert.Severity, terminal.Ascii),
                new(Figures.Instant(started, history.At).Replace(" UTC", "", StringComparison.Ordinal)),
                new(over ? Figures.Age(alert.ResolvedAt!.Value - started) : "lasts"),
                over ? new(alert.Severity.ToString()) : Glyphs.Word(alert.Severity),
                new(Foreign.Clean(alert.Cluster)),
                new(Foreign.Clean(alert.Member is { } member ? $"{alert.Title}, {member}" : alert.Title)),
                new(Foreign.Clean(Told(past))));
        }

        return table.Render(terminal);
    }

    private static string Told(PastAlertView past)
    {
        DeliveryView[] starts = [.. past.Deliveries.Where(d => d.Kind == NoticeKind.Firing).GroupBy(d => d.Receiver, StringComparer.Ordinal).Select(d => d.First())];
        return starts.Length > 0
            ? string.Join(", ", starts.Select(Told))
            : past.Alert switch
            {
                { SilencedBy: { } by } => $"silenced by {by}",
                { Maintenance: { } window } => $"maintenance {window}",
                { InhibitedBy: { } cause } => $"explained by {cause}",
                _ => "nobody",
            };
    }

    private static string Told(DeliveryView delivery) => delivery.State switch
    {
        DeliveryState.Sent => $"{delivery.Receiver} {Figures.Took(delivery.At - delivery.DecidedAt)}",
        DeliveryState.Dead => $"{delivery.Receiver} refused, {delivery.Error}",
        _ => delivery.Error is null ? $"{delivery.Receiver} waits" : $"{delivery.Receiver} retries, {delivery.Error}",
    };
}
