using System.Globalization;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>Parts of an answer about a sick cluster, each under its own word.</summary>
internal static class Sections
{
    private const int Gap = 4;

    /// <summary>Column at which details stand beside their text, the same in Evidence and Not seen.</summary>
    public static int BesideColumn(ClusterStatusView cluster) =>
        2 + Gap + cluster.Evidence.Select(e => Foreign.Clean(e.Text).Length).Concat(cluster.NotSeen.Select(n => Foreign.Clean(n.Text).Length)).DefaultIfEmpty(0).Max();

    /// <summary>What the verdict rests on.</summary>
    public static IEnumerable<Line> Evidence(ClusterStatusView cluster, Terminal terminal, int beside)
    {
        if (cluster.Evidence.IsEmpty)
        {
            return [];
        }

        int rounds = cluster.Evidence.Max(e => e.Rounds);
        string seen = rounds > 1 ? string.Create(CultureInfo.InvariantCulture, $", seen {rounds:#,0} rounds in a row") : "";
        return Head("Evidence", seen).Concat(Rows([.. cluster.Evidence.Select(e => (e.Text, e.Detail))], terminal, beside));
    }

    /// <summary>What else was found.</summary>
    public static IEnumerable<Line> Others(ClusterStatusView cluster, Terminal terminal)
    {
        FindingView[] others = [.. cluster.Findings.Where(f => f.Sentence != cluster.Sentence && f.ExplainedBy is null)];
        return others.Length == 0 ? [] : Head("Also", "").Concat(others.SelectMany(other =>
        {
            Span glyph = Glyphs.Of(other.Severity, terminal.Ascii);
            Span word = Glyphs.Word(other.Severity);
            return Wrap.Sentence(terminal, new Line().Add("  ").Add(glyph.Text, glyph.Style).Add(" ").Add(word.Text, word.Style).Add("  "), Foreign.Clean(other.Sentence));
        }));
    }

    /// <summary>What might be otherwise.</summary>
    public static IEnumerable<Line> NotSeen(ClusterStatusView cluster, Terminal terminal, int beside) =>
        cluster.NotSeen.IsEmpty ? [] : Head("Not seen", "").Concat(Rows([.. cluster.NotSeen.Select(n => (n.Text, (string?)n.Reason))], terminal, beside));

    /// <summary>What changed, nearest to the start first.</summary>
    public static IEnumerable<Line> ChangedBefore(ClusterStatusView cluster, Terminal terminal)
    {
        if (cluster.ChangedBefore.IsEmpty)
        {
            return [];
        }

        string[] ages = [.. cluster.ChangedBefore.Select(c => Figures.Age(TimeSpan.FromSeconds(c.SecondsBefore)))];
        int width = ages.Max(a => a.Length);
        return Head("Changed before", "").Concat(cluster.ChangedBefore.SelectMany((change, i) =>
            Wrap.Sentence(terminal, new Line().Add("  ").Add(ages[i].PadLeft(width), Style.Dim).Add("  "), Foreign.Clean(change.Text))));
    }

    /// <summary>What to do, in order; a command stands at the end of its line, whole.</summary>
    public static IEnumerable<Line> DoNext(ClusterStatusView cluster, Terminal terminal) =>
        cluster.DoNext.IsEmpty ? [] : Head("Do next", "").Concat(cluster.DoNext.SelectMany((step, i) =>
            Step(terminal, new Line().Add(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  ")), Foreign.Clean(step.Text), step.Command)));

    private static IEnumerable<Line> Step(Terminal terminal, Line number, string text, string? command)
    {
        int indent = number.Width;
        if (command is null)
        {
            return Wrap.Sentence(terminal, number, text);
        }

        command = Foreign.Clean(command);
        if (!terminal.IsNarrowerThan(indent + text.Length + 3 + command.Length))
        {
            return [number.Add($"{text}:  {command}")];
        }

        return Wrap.Sentence(terminal, number, text + ":").Append(new Line().PadTo(indent + 2).Add(command));
    }

    private static IEnumerable<Line> Head(string word, string rest) => [Line.Empty, new Line().Add(word, Style.Bold).Add(rest, Style.Dim)];

    /// <summary>Text and detail side by side; when one detail does not fit there, all go below.</summary>
    private static IEnumerable<Line> Rows((string Text, string? Detail)[] rows, Terminal terminal, int beside)
    {
        bool below = rows.Any(r => r.Detail is not null && terminal.IsNarrowerThan(beside + Foreign.Clean(r.Detail).Length));
        foreach ((string text, string? detail) in rows)
        {
            string clean = Foreign.Clean(text);
            if (detail is not null && !below)
            {
                yield return new Line().Add("  " + clean).PadTo(beside).Add(Foreign.Clean(detail), Style.Dim);
                continue;
            }

            foreach (Line line in Wrap.Sentence(terminal, new Line().PadTo(2), clean))
            {
                yield return line;
            }

            foreach (Line line in detail is null ? [] : Wrap.Sentence(terminal, new Line().PadTo(2 + Gap), Foreign.Clean(detail), Style.Dim))
            {
                yield return line;
            }
        }
    }
}
