using System.Globalization;
using EtcdMonitor.Alerts;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Alerts;

/// <summary>Incidents for a person: those that last, and one in full.</summary>
internal static class IncidentRenderer
{
    private static readonly Column[] Columns =
    [
        new(""),
        new("Incident"),
        new("Severity"),
        new("For") { Right = true, DropOrder = 2 },
        new("Cluster"),
        new("What") { DropOrder = 3, CutTo = 20 },
        new("State") { DropOrder = 1 },
    ];

    /// <summary>What lasts, the worst first; <paramref name="wide"/> has a row for each alert, those too that explain themselves by others or wait for their hold.</summary>
    public static IEnumerable<Line> List(IncidentsView incidents, Terminal terminal, bool wide)
    {
        IEnumerable<Line> lines = Wrap.Sentence(terminal, new Line(), Title(incidents), Style.Bold);
        Table table = new(Columns);
        foreach (IncidentView incident in incidents.Incidents)
        {
            string what = Foreign.Clean(incident.Title) + (incident.Alerts.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $", {incident.Alerts.Length} alerts") : "");
            Add(table, terminal, incidents.At, incident.Severity, incident.Id, incident.Since, incident.Cluster, what, State(incident, incidents.At));
            foreach (AlertView alert in wide ? incident.Alerts : [])
            {
                Add(table, terminal, incidents.At, alert.Severity, "", alert.PendingSince, Foreign.Clean(alert.Member ?? ""), Foreign.Clean(alert.Sentence), State(alert, incidents.At));
            }
        }

        foreach (AlertView alert in wide ? incidents.Pending : [])
        {
            Add(table, terminal, incidents.At, alert.Severity, "", alert.PendingSince, alert.Cluster, Foreign.Clean(alert.Sentence), "waits for its hold");
        }

        return incidents.Incidents.IsEmpty && (!wide || incidents.Pending.IsEmpty) ? lines : lines.Append(Line.Empty).Concat(table.Render(terminal));
    }

    /// <summary>One in full: what is wrong, what it rests on, what happened, what to do.</summary>
    public static IEnumerable<Line> Show(IncidentReportView report, Terminal terminal)
    {
        Span glyph = Glyphs.Of(report.Until is null ? report.Severity : Rules.Severity.Healthy, terminal.Ascii), word = Glyphs.Word(report.Severity);
        string lasts = report.Until is { } end ? $"over after {Figures.Age(end - report.Since)}" : $"since {Figures.Instant(report.Since, report.At)}, {Figures.Age(report.At - report.Since)}";
        List<Line> lines =
        [
            new Line().Add(glyph.Text, glyph.Style).Add(" ").Add(word.Text, report.Until is null ? word.Style : Style.Plain).Add($"  {report.Id}  {Foreign.Clean(report.Cluster)}  ").Add($"{Foreign.Clean(report.Title)}, {lasts}", Style.Bold),
            .. Wrap.Sentence(terminal, new Line().Add("  "), Foreign.Clean(report.Sentence)),
            .. report.Acknowledged is { } taken
                ? Wrap.Sentence(terminal, new Line().Add("  "), $"{Foreign.Clean(taken.Author)} has it since {Figures.Instant(taken.At, report.At)}{(taken.Comment.Length == 0 ? "" : $": {Foreign.Clean(taken.Comment)}")}")
                : report.Until is null ? [new Line().Add($"  Nobody has it. Take it:  etcd-monitor alerts ack {report.Id}")] : [],
        ];
        foreach (IncidentAlertView each in report.Alerts)
        {
            string why = State(each.Alert, report.At);
            lines.AddRange([Line.Empty, new Line().Add($"{Foreign.Clean(each.Alert.Title)}{(each.Alert.Member is { } member ? $", {Foreign.Clean(member)}" : "")}", Style.Bold).Add($"  {why}", Style.Dim)]);
            lines.AddRange(each.Finding.Evidence.SelectMany(e => Wrap.Sentence(terminal, new Line().Add("  "), Foreign.Clean(e.Detail is null ? e.Text : $"{e.Text} ({e.Detail})"))));
            lines.AddRange(each.Finding.NotSeen.SelectMany(n => Wrap.Sentence(terminal, new Line().Add("  "), $"Not seen: {Foreign.Clean(n.Text)}, {Foreign.Clean(n.Reason)}")));
        }

        lines.AddRange([Line.Empty, new Line().Add("Timeline", Style.Bold)]);
        lines.AddRange(report.Timeline.SelectMany(t => Wrap.Sentence(terminal, new Line().Add($"  {Figures.Instant(t.At, report.At)}  ", Style.Dim), Foreign.Clean(t.Text))));
        if (!report.Actions.IsEmpty)
        {
            lines.AddRange([Line.Empty, new Line().Add("Do next", Style.Bold).Add(report.Runbook is { } runbook ? $" ({runbook})" : "", Style.Dim)]);
            lines.AddRange(report.Actions.Select((step, i) => new Line().Add(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  {Foreign.Clean(step.Text)}{(step.Command is null ? "" : $":  {Foreign.Clean(step.Command)}")}"))));
        }

        return lines;
    }

    private static string Title(IncidentsView incidents)
    {
        IncidentView[] told = [.. incidents.Incidents.Where(i => i.MutedBy is null)];
        int muted = incidents.Incidents.Sum(i => i.Alerts.Count(a => a.IsMuted)), waiting = incidents.Pending.Length;
        string alerts = told.Length == 0 ? "No incident" : $"{Figures.Plural(told.Length, "incident")} with {Figures.Plural(told.Sum(i => i.Alerts.Count(a => !a.IsMuted)), "alert")}";
        string silent = muted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {muted} more {(muted == 1 ? "alert is" : "alerts are")} silenced");
        return alerts + silent + (waiting == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {waiting} may become {(waiting == 1 ? "one" : "some")} (-o wide)"));
    }

    private static void Add(Table table, Terminal terminal, DateTimeOffset now, Rules.Severity severity, string id, DateTimeOffset since, string cluster, string what, string state) => table.Add(
        Glyphs.Of(severity, terminal.Ascii), new(id), Glyphs.Word(severity), new(Figures.Age(now - since), Style.Dim), new(Foreign.Clean(cluster)), new(what), new(state));

    private static string State(IncidentView incident, DateTimeOffset now) => incident switch
    {
        { MutedBy: { } by } => incident.Alerts[0].SilencedBy is null ? $"maintenance {Foreign.Clean(by)}" : $"silenced by {Foreign.Clean(by)}",
        { Acknowledged: { } taken } => $"{Foreign.Clean(taken.Author)} has it",
        { IsEscalated: true } => "escalated, nobody has it",
        { EscalatesAt: { } at } when at > now => $"escalates in {Figures.Age(at - now)}",
        { ToldAt: { } at } => $"told at {Figures.Instant(at, now).Replace(" UTC", "", StringComparison.Ordinal)}",
        _ => "told to nobody yet",
    };

    private static string State(AlertView alert, DateTimeOffset now) => alert switch
    {
        { State: AlertStatus.Resolved, ResolvedAt: { } at } => $"over since {Figures.Instant(at, now)}",
        { SilencedBy: { } by } => $"silenced by {by}",
        { Maintenance: { } window } => $"maintenance {Foreign.Clean(window)}",
        { InhibitedBy: { } cause } => $"explained by {cause}",
        { NotifiedAt: { } at } => $"told at {Figures.Instant(at, now)}",
        _ => "told to nobody yet",
    };
}
