using System.Globalization;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels;

/// <summary>What a notice says, in the parts that receivers lay out each in their own way.</summary>
internal sealed class Message(Notice notice, string publicUrl)
{
    private readonly Alert _alert = notice.Alert;
    private readonly Finding _finding = notice.Alert.Finding;

    /// <summary>The same for a fault's whole life, and another for the next time it fires.</summary>
    public string Incident => $"{_alert.Id}-{_alert.Generation}";

    public bool IsOver => notice.Kind == NoticeKind.Resolved;

    public Severity Severity => _finding.Severity;

    public string Cluster => _alert.Cluster;

    public string? Member => _finding.Member;

    public string Rule => _finding.Rule;

    public string Title => _finding.Title;

    /// <summary><c>Critical: Quorum lost on prod</c>, a line.</summary>
    public string Headline => Cut.OneLine($"{(IsOver ? "Resolved" : _finding.Severity.ToString())}: {Subject}");

    /// <summary><c>Member down on prod, etcd-1</c>: what it is about, the same when it is over.</summary>
    public string Subject => Cut.OneLine($"{_finding.Title} on {_alert.Cluster}{(_finding.Member is null ? "" : $", {_finding.Member}")}");

    /// <summary>What is wrong, or how long it was.</summary>
    public string Sentence => IsOver ? $"Over after {Lasted}. It was: {_finding.Sentence}" : _finding.Sentence;

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset Since => _alert.PendingSince;

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? Until => _alert.ResolvedAt;

    /// <summary>Facts in a word or a few, in the order of weight.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts =>
    [
        ("Cluster", _alert.Cluster),
        .. _finding.Member is { } member ? [("Member", member)] : Array.Empty<(string, string)>(),
        ("Severity", _finding.Severity.ToString()),
        ("Since", Words.Time(Since)),
        .. IsOver ? [("Lasted", Lasted)] : Array.Empty<(string, string)>(),
        .. notice.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (l.Key, l.Value)),
    ];

    /// <summary>What still works meanwhile; null: nobody can say, or it is over.</summary>
    public string? StillWorks => IsOver ? null : _finding.StillWorks;

    /// <summary>What was seen, a line each.</summary>
    public IReadOnlyList<string> Evidence => [.. _finding.Evidence.Select(e => e.Detail is null ? e.Text : $"{e.Text} ({e.Detail})")];

    /// <summary>What was not seen, a line each.</summary>
    public IReadOnlyList<string> NotSeen => [.. _finding.NotSeen.Select(n => $"{n.Text}: {n.Reason}")];

    /// <summary>What to do, a line each; none when it is over.</summary>
    public IReadOnlyList<(string Text, string? Command)> Steps => IsOver ? [] : [.. _finding.DoNext.Select(step => (step.Text, step.Command))];

    /// <summary>The cluster's page on the dashboard.</summary>
    public string Link => $"{publicUrl.TrimEnd('/')}/?cluster={Uri.EscapeDataString(_alert.Cluster)}";

    /// <summary>What to look at and to do about its rule, served by the monitor; null: there is no such page.</summary>
    public string? Runbook => Runbooks.PathOf(Rule) is { } path ? publicUrl.TrimEnd('/') + path : null;

    /// <summary>All of it as plain text, the way to fix it last.</summary>
    public string Text
    {
        get
        {
            List<string> lines = [Headline, Sentence];
            lines.AddRange(StillWorks is { } works ? [$"Still works: {works}"] : []);
            lines.Add("");
            lines.AddRange(Facts.Select(fact => $"{fact.Name}: {fact.Value}"));
            Section("Evidence", Evidence);
            Section("Not seen", NotSeen);
            Section("Do next", [.. Steps.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is null ? "" : $":  {step.Command}")}")]);
            lines.AddRange(["", $"Dashboard: {Link}"]);
            lines.AddRange(Runbook is { } runbook ? [$"Runbook: {runbook}"] : []);
            return string.Join('\n', lines);

            void Section(string head, IReadOnlyList<string> body)
            {
                if (body.Count > 0)
                {
                    lines.AddRange(["", head, .. body.Select(line => $"  {line}")]);
                }
            }
        }
    }

    private string Lasted => (Until - Since) is { } span && span > TimeSpan.Zero ? Duration(span) : "a moment";

    private static string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{span.Minutes} m {span.Seconds:00} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes:00} m",
        _ => $"{span.Days} d {span.Hours} h",
    };
}
