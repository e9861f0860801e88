using System.Globalization;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels;

/// <summary>What a parcel says, in the parts that receivers lay out each in their own way: the notice that matters most, and what is told with it.</summary>
internal sealed class Message(Parcel parcel, string publicUrl)
{
    private readonly Notice _lead = parcel.Lead;

    /// <summary>The same for a fault's whole life, and another for the next time it fires.</summary>
    public string Incident => $"{_lead.Alert.Id}-{_lead.Alert.Generation}";

    /// <summary>Of all that it tells of, the one that matters most first.</summary>
    public IEnumerable<string> Incidents => parcel.Notices.Select(n => $"{n.Alert.Id}-{n.Alert.Generation}").Prepend(Incident).Distinct(StringComparer.Ordinal);

    public bool IsOver => _lead.Kind == NoticeKind.Resolved;

    public Severity Severity => _lead.Alert.Finding.Severity;

    public string Cluster => _lead.Alert.Cluster;

    public string? Member => _lead.Alert.Finding.Member;

    public string Rule => _lead.Alert.Finding.Rule;

    public string Title => _lead.Alert.Finding.Title;

    /// <summary><c>Critical: Quorum lost on prod</c>, a line.</summary>
    public string Headline => Headed(_lead) + (parcel.Notices.Length > 1 ? $" and {parcel.Notices.Length - 1} more" : "") + (parcel.Notices.Any(n => n.Escalated) ? " (escalated, nobody has it)" : "") + (parcel.PossibleRepeat ? " (possible repeat)" : "");

    /// <summary><c>Member down on prod, etcd-1</c>: what it is about, the same when it is over.</summary>
    public string Subject => SubjectOf(_lead.Alert);

    /// <summary>What is wrong, or how long it was.</summary>
    public string Sentence => SentenceOf(_lead);

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset Since => _lead.Alert.PendingSince;

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? Until => _lead.Alert.ResolvedAt;

    /// <summary>Facts in a word or a few, in the order of weight.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts =>
    [
        ("Cluster", _lead.Alert.Cluster),
        .. _lead.Alert.Finding.Member is { } member ? [("Member", member)] : Array.Empty<(string, string)>(),
        ("Severity", _lead.Alert.Finding.Severity.ToString()),
        ("Since", Words.Time(Since)),
        .. IsOver ? [("Lasted", Lasted)] : Array.Empty<(string, string)>(),
        .. _lead.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (l.Key, l.Value)),
    ];

    /// <summary>What still works meanwhile; null: nobody can say, or it is over.</summary>
    public string? StillWorks => IsOver ? null : _lead.Alert.Finding.StillWorks;

    /// <summary>What is told with it, a line each.</summary>
    public IReadOnlyList<string> Together => [.. parcel.Notices.Where(n => !ReferenceEquals(n, _lead)).Select(n => $"{Headed(n)}. {SentenceOf(n)}")];

    /// <summary>What was seen, a line each.</summary>
    public IReadOnlyList<string> Evidence => EvidenceOf(_lead.Alert.Finding);

    /// <summary>What was not seen, a line each.</summary>
    public IReadOnlyList<string> NotSeen => NotSeenOf(_lead.Alert.Finding);

    /// <summary>What to do; none when it is over.</summary>
    public IReadOnlyList<(string Text, string? Command)> Steps => IsOver ? [] : [.. _lead.Alert.Finding.DoNext.Select(step => (step.Text, step.Command))];

    /// <summary>All lists that are not empty, the way to fix it last.</summary>
    /// <param name="code">How a command is set, where a receiver sets code in a way of its own.</param>
    public IEnumerable<(string Head, IReadOnlyList<string> Lines)> Lists(Func<string, string>? code = null) =>
        new (string, IReadOnlyList<string> Lines)[] { ("Together with it", Together), ("Evidence", Evidence), ("Not seen", NotSeen), ("Do next", Numbered(Steps, code)) }.Where(list => list.Lines.Count > 0);

    /// <summary>A command between backticks, as Slack and Discord read them.</summary>
    public static string Ticked(string command) => $"  `{command.Replace('`', '\'')}`";

    public static IReadOnlyList<string> EvidenceOf(Finding finding) => [.. finding.Evidence.Select(e => e.Detail is null ? e.Text : $"{e.Text} ({e.Detail})")];

    public static IReadOnlyList<string> NotSeenOf(Finding finding) => [.. finding.NotSeen.Select(n => $"{n.Text}: {n.Reason}")];

    public static IReadOnlyList<string> Numbered(IEnumerable<(string Text, string? Command)> steps, Func<string, string>? code = null) =>
        [.. steps.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is { } command ? code?.Invoke(command) ?? $":  {command}" : "")}")];

    /// <summary>The cluster's page on the dashboard.</summary>
    public string Link => $"{publicUrl.TrimEnd('/')}/?cluster={Uri.EscapeDataString(_lead.Alert.Cluster)}";

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
            foreach ((string head, IReadOnlyList<string> body) in Lists())
            {
                lines.AddRange(["", head, .. body.Select(line => $"  {line}")]);
            }

            lines.AddRange(["", $"Dashboard: {Link}"]);
            lines.AddRange(Runbook is { } runbook ? [$"Runbook: {runbook}"] : []);
            return string.Join('\n', lines);
        }
    }

    private string Lasted => LastedOf(_lead.Alert);

    /// <summary>One that was told before says that it still is.</summary>
    private static string Headed(Notice notice) => Cut.OneLine(
        (notice.Kind == NoticeKind.Resolved ? "Resolved" : notice.Repeat > 0 ? $"Still {notice.Alert.Finding.Severity.ToString().ToLowerInvariant()}" : notice.Alert.Finding.Severity.ToString()) + $": {SubjectOf(notice.Alert)}");

    private static string SubjectOf(Alert alert) => Cut.OneLine($"{alert.Finding.Title} on {alert.Cluster}{(alert.Finding.Member is null ? "" : $", {alert.Finding.Member}")}");

    private static string SentenceOf(Notice notice) => notice switch
    {
        { Kind: NoticeKind.Resolved, Alert: var over } => $"Over after {LastedOf(over)}. It was: {over.Finding.Sentence}",
        { Alert: { FlapsSince: { } since } flaps } => $"{flaps.Finding.Sentence}. It flaps: it came {flaps.Came.Length} times since {Words.Time(since)}",
        _ => notice.Alert.Finding.Sentence,
    };

    private static string LastedOf(Alert alert) => (alert.ResolvedAt - alert.PendingSince) is { } span && span > TimeSpan.Zero ? Duration(span) : "a moment";

    private static string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{span.Minutes} m {span.Seconds:00} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes:00} m",
        _ => $"{span.Days} d {span.Hours} h",
    };
}
