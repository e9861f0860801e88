using System.Globalization;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Diagnosis;

/// <summary>The answer of <c>diagnose</c>: a count, what was found with what to do, what was not seen; in <c>wide</c> also the evidence and what is well.</summary>
internal static class DiagnosisRenderer
{
    private const int WordWidth = 8;

    /// <summary>Lines for a person.</summary>
    public static IEnumerable<Line> Render(DiagnosisView diagnosis, DateTimeOffset now, Terminal terminal, bool wide)
    {
        IEnumerable<Line> lines = Wrap.Sentence(terminal, new Line(), Title(diagnosis, now), Style.Bold);
        foreach (FindingView finding in diagnosis.Findings.OrderByDescending(f => f.Severity).ThenBy(f => f.ExplainedBy is not null))
        {
            lines = lines.Concat(Finding(finding, diagnosis, terminal, wide, now));
        }

        lines = lines.Concat(NotSeenRows.Of(diagnosis, wide).SelectMany(text => Row(Glyphs.Of(Severity.Unknown, terminal.Ascii).Text, new("Not seen"), text, terminal)));
        return wide ? lines.Concat(Well(diagnosis, terminal)) : lines;
    }

    /// <summary><c>41 checks on 3 members in 4.2 s: 37 well, 1 info, 3 not seen</c>.</summary>
    public static string Title(DiagnosisView diagnosis, DateTimeOffset now)
    {
        CheckCountsView counts = diagnosis.Counts;
        (int Count, string Word)[] all =
        [
            (counts.Well, "well"), (counts.Critical, "critical"), (counts.Unknown, "unknown"), (counts.Warning, "warning"), (counts.Info, "info"), (counts.NotSeen, "not seen"),
        ];
        string when = (diagnosis.Source, diagnosis.TookMs, diagnosis.At) switch
        {
            ("bundle", _, { } at) => $", recorded up to {Figures.Instant(at, now)}",
            (_, { } took, _) => $" in {Figures.Took(TimeSpan.FromMilliseconds(took))}",
            (_, _, { } at) => $", last asked {Figures.Age(now - at)} ago",
            _ => "",
        };
        string results = string.Join(", ", all.Where(r => r.Count > 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Count} {r.Word}")));
        string note = diagnosis.Source == "etcd" ? string.Create(CultureInfo.InvariantCulture, $" (asked etcd itself, {diagnosis.Rounds} rounds, no history)") : "";
        return $"{Figures.Plural(counts.Total, "check")} on {Figures.Plural(diagnosis.Members, "member")}{when}: {results}{note}";
    }

    private static IEnumerable<Line> Finding(FindingView finding, DiagnosisView diagnosis, Terminal terminal, bool wide, DateTimeOffset now)
    {
        string cause = finding.ExplainedBy is not { } rule ? "" : $", which follows from: {diagnosis.Findings.FirstOrDefault(f => f.Rule == rule)?.Title ?? rule}";
        IEnumerable<Line> lines = Row(Glyphs.Of(finding.Severity, terminal.Ascii).Text, Glyphs.Word(finding.Severity), finding.Sentence + cause, terminal);
        if (wide)
        {
            string since = finding.Since is { } at ? $"Since {Figures.Instant(at, now)}, {Figures.Age(now - at)}; {Figures.Plural(finding.Rounds, "round")} in a row" : Figures.Plural(finding.Rounds, "round");
            lines = lines.Concat(Below($"{since}; confidence {finding.Confidence.ToString().ToLowerInvariant()}", terminal, Style.Dim));
            lines = lines.Concat(finding.Evidence.SelectMany(e => Below(e.Detail is null ? e.Text : $"{e.Text}: {e.Detail}", terminal, Style.Dim)));
            lines = lines.Concat(finding.StillWorks is { } works ? Below($"Still works: {works}", terminal, Style.Plain) : []);
        }

        // what to do about the cause is said at the cause
        return finding.ExplainedBy is null ? lines.Concat(finding.DoNext.SelectMany(step => Step(step, terminal))) : lines;
    }

    private static IEnumerable<Line> Step(StepView step, Terminal terminal)
    {
        string text = Foreign.Clean(step.Text);
        if (step.Command is null)
        {
            return Below(text, terminal, Style.Plain);
        }

        string command = Foreign.Clean(step.Command);
        return terminal.IsNarrowerThan(Indent + text.Length + 3 + command.Length)
            ? Below(text + ":", terminal, Style.Plain).Append(new Line().PadTo(Indent + 2).Add(command))
            : Below($"{text}:  {command}", terminal, Style.Plain);
    }

    private static IEnumerable<Line> Well(DiagnosisView diagnosis, Terminal terminal) =>
        from check in diagnosis.Checks
        where check.Result == CheckOutcome.Well
        group check by (check.Name, check.LooksAt, check.Text) into same
        from line in Row(Glyphs.Of(Severity.Healthy, terminal.Ascii).Text, new("Well"), $"{NotSeenRows.Subject(same.Key.LooksAt, [.. same], diagnosis.Members)}: {same.Key.Text}", terminal)
        select line;

    /// <summary>Column at which sentences begin: glyph, blank, word, two blanks.</summary>
    private static int Indent => 1 + 1 + WordWidth + 2;

    private static IEnumerable<Line> Row(string glyph, Span word, string text, Terminal terminal)
    {
        Style style = word.Text switch { "Well" => Style.Good, "Not seen" => Style.Dim, _ => word.Style };
        return Wrap.Sentence(terminal, new Line().Add(glyph, style).Add(" ").Add(word.Text, word.Style).PadTo(Indent), Foreign.Clean(text));
    }

    private static IEnumerable<Line> Below(string text, Terminal terminal, Style style) => Wrap.Sentence(terminal, new Line().PadTo(Indent), Foreign.Clean(text), style);
}
