using System.Globalization;
using System.Text;
using EtcdMonitor.Alerts;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Incidents;

/// <summary>An incident as a document to keep, to send or to write a post-mortem from.</summary>
internal static class IncidentMarkdown
{
    /// <summary>Signs that would be taken for form: what others wrote is text only.</summary>
    private const string Signs = "\\`*_[]<>|";

    /// <summary>The document.</summary>
    internal static string Of(IncidentReportView report)
    {
        StringBuilder text = new();
        string lasted = report.Until is { } end ? $"until {Time(end)}, {Length(end - report.Since)}" : $"lasts at {Time(report.At)}, {Length(report.At - report.Since)}";
        Line($"# {report.Id}: {Clean(report.Title)} on {Clean(report.Cluster)}");
        Line("");
        Line(Clean(report.Sentence));
        Line("");
        Line($"- Severity: {report.Severity}");
        Line($"- Since {Time(report.Since)}, {lasted}");
        Line(report.Acknowledged is { } taken ? $"- Acknowledged by {Clean(taken.Author)} at {Time(taken.At)}{(taken.Comment.Length == 0 ? "" : $": {Clean(taken.Comment)}")}" : "- Acknowledged by nobody");
        foreach (IncidentAlertView each in report.Alerts)
        {
            Alert(each);
        }

        Section("Timeline", report.Timeline.Select(t => $"| {Time(t.At)} | {t.Kind} | {Clean(t.Text)} |"), "| When | What | |\n|---|---|---|");
        Section("Deliveries", report.Deliveries.Select(d => $"| {Clean(d.Receiver)} | {(d.Kind == NoticeKind.Firing ? "fires" : "is over")} | {d.State} | {d.Attempts.ToString(CultureInfo.InvariantCulture)} | {Time(d.At)} | {Clean(d.Error ?? "")} |"),
            "| Receiver | Told that it | State | Attempts | At | Error |\n|---|---|---|---|---|---|");
        Section("Do next", report.Actions.Select((step, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Clean(step.Text)}{(step.Command is null ? "" : $": `{step.Command.Replace('`', '\'')}`")}")));
        if (report.Runbook is { } runbook)
        {
            Line("");
            Line($"Runbook: {runbook}");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Section(string head, IEnumerable<string> rows, string? table = null)
        {
            string[] all = [.. rows];
            if (all.Length > 0)
            {
                Line($"\n## {head}\n");
                text.Append(table is null ? "" : table + "\n");
                Array.ForEach(all, Line);
            }
        }

        void Alert(IncidentAlertView each)
        {
            string why = each.Alert.InhibitedBy is { } cause ? $", explained by {cause}" : each.Alert.SilencedBy is { } silence ? $", silenced by {silence}" : each.Alert.Maintenance is { } window ? $", in maintenance {Clean(window)}" : "";
            Line($"\n## {Clean(each.Alert.Title)}{(each.Alert.Member is { } member ? $", {Clean(member)}" : "")} ({each.Alert.Severity}{why})\n");
            Line(Clean(each.Alert.Sentence));
            List("Evidence", each.Finding.Evidence.Select(e => e.Detail is null ? Clean(e.Text) : $"{Clean(e.Text)} ({Clean(e.Detail)})"));
            List("Not seen", each.Finding.NotSeen.Select(n => $"{Clean(n.Text)}: {Clean(n.Reason)}"));
        }

        void List(string head, IEnumerable<string> items)
        {
            string[] all = [.. items];
            if (all.Length > 0)
            {
                Line($"\n{head}:\n");
                Array.ForEach(all, item => Line($"- {item}"));
            }
        }
    }

    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length + 8);
        foreach (char c in text)
        {
            clean.Append(char.IsControl(c) ? " " : Signs.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        }

        return clean.ToString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} m {span.Seconds:00} s");
}
