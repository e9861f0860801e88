using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>One cluster: banner, members, evidence, what was not seen, what changed, what to do last, beside the prompt.</summary>
internal static class ClusterAnswer
{
    /// <summary>The whole answer.</summary>
    public static IEnumerable<Line> Render(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal, string note) =>
        cluster.Verdict == Severity.Healthy ? Healthy(cluster, now, terminal, note) : Sick(cluster, now, terminal, note);

    private static IEnumerable<Line> Healthy(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal, string note)
    {
        string led = cluster.LeaderSince is { } since ? $" since {Figures.Age(now - since)}" : "";
        foreach (Line line in Wrap.Sentence(terminal, Banner(cluster, terminal), Foreign.Clean(cluster.Sentence) + led + note))
        {
            yield return line;
        }

        foreach (Line line in Members(cluster, now, terminal))
        {
            yield return line;
        }

        foreach (Line line in Wrap.Facts(terminal, 0, [ToleranceFact.Of(cluster), .. Facts(cluster, now)]))
        {
            yield return line;
        }
    }

    private static IEnumerable<Line> Sick(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal, string note)
    {
        string since = cluster.Since is { } at ? $", since {Figures.Instant(at, now)}, {Figures.Age(now - at)}" : "";
        string title = Foreign.Clean(cluster.Title ?? cluster.Sentence);
        IEnumerable<Line> lines = Wrap.Sentence(terminal, Banner(cluster, terminal), title + since + note);
        if (cluster.Title is not null)
        {
            lines = lines.Concat(Wrap.Sentence(terminal, new Line().PadTo(2), Foreign.Clean(cluster.Sentence), Style.Bold));
        }

        if (cluster.StillWorks is { } works)
        {
            lines = lines.Concat(Wrap.Sentence(terminal, new Line().Add("  Still works: "), Foreign.Clean(works)));
        }

        lines = lines.Concat(Wrap.Facts(terminal, 2, [ToleranceFact.Of(cluster), .. ToleranceFact.InWords(cluster)]));
        lines = lines.Concat(Members(cluster, now, terminal));
        int beside = Sections.BesideColumn(cluster);
        return lines
            .Concat(Sections.Evidence(cluster, terminal, beside))
            .Concat(Sections.Others(cluster, terminal))
            .Concat(Sections.NotSeen(cluster, terminal, beside))
            .Concat(Sections.ChangedBefore(cluster, terminal))
            .Concat(Sections.DoNext(cluster, terminal));
    }

    private static Line Banner(ClusterStatusView cluster, Terminal terminal)
    {
        Span glyph = Glyphs.Of(cluster.Verdict, terminal.Ascii);
        Span word = Glyphs.Word(cluster.Verdict);
        return new Line().Add(glyph.Text, glyph.Style).Add(" ").Add(word.Text, word.Style).Add($"  {Foreign.Clean(cluster.Cluster)}  ");
    }

    private static IEnumerable<Line> Members(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal) =>
        cluster.Members.IsEmpty ? [] : MemberTable.Of(cluster, now, terminal).Prepend(Line.Empty);

    private static IEnumerable<Line> Facts(ClusterStatusView cluster, DateTimeOffset now)
    {
        if (cluster is { DbSize: { } size, QuotaBytes: { } quota and > 0 })
        {
            yield return new Line().Add($"quota {size / quota * 100:0} % of {Figures.Bytes(quota)}");
        }

        if (cluster.WriteP99Ms is { } write)
        {
            yield return new Line().Add($"write p99 {Figures.Milliseconds(write)}");
        }
        else if (cluster.ReadP99Ms is { } read)
        {
            yield return new Line().Add($"read p99 {Figures.Milliseconds(read)}");
        }

        if (cluster.RequestRate is { } rate)
        {
            yield return new Line().Add(Figures.Rate(rate));
        }

        if (cluster.LastCheck is { } check)
        {
            yield return new Line().Add($"checked {Figures.Age(now - check)} ago", Style.Dim);
        }
    }
}
