using System.Globalization;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>Several clusters: one sentence, then the worst first.</summary>
internal static class FleetAnswer
{
    /// <summary>Width of What beside all other columns.</summary>
    private const int WhatWidth = 40;

    private static readonly Column[] Columns =
    [
        new(""),
        new("Verdict"),
        new("For") { Right = true, DropOrder = 5 },
        new("Cluster"),
        new("What") { DropOrder = 3, CutTo = 30 },
        new("Leader") { DropOrder = 1 },
        new("Up") { DropOrder = 2 },
        new("Alerts") { Right = true, DropOrder = 4 },
    ];

    /// <summary>The whole answer. <paramref name="wide"/> also lists what is healthy, and cuts nothing.</summary>
    public static IEnumerable<Line> Render(StatusView status, Terminal terminal, bool wide, string note)
    {
        ClusterStatusView[] all = [.. status.Clusters];
        IEnumerable<Line> lines = Wrap.Sentence(terminal, new Line(), Title(all) + note, Style.Bold);
        ClusterStatusView[] listed = [.. all.Where(c => wide || c.Verdict != Severity.Healthy).OrderByDescending(c => c.Verdict).ThenBy(c => c.Since ?? DateTimeOffset.MaxValue)];
        if (listed.Length > 0)
        {
            Table table = new(Columns);
            foreach (ClusterStatusView cluster in listed)
            {
                table.Add(Row(cluster, status.At, terminal, wide));
            }

            lines = lines.Append(Line.Empty).Concat(table.Render(terminal));
        }

        string[] healthy = wide ? [] : [.. all.Where(c => c.Verdict == Severity.Healthy).Select(c => Foreign.Clean(c.Cluster)).Order(StringComparer.Ordinal)];
        return healthy.Length == 0 ? lines : lines.Concat(Wrap.Sentence(terminal, new Line().Add($"{healthy.Length} healthy: "), string.Join(' ', healthy) + " (-o wide lists them)"));
    }

    /// <summary>How bad the worst is, and how many members answered.</summary>
    public static string Title(IReadOnlyList<ClusterStatusView> all)
    {
        if (all.Count == 0)
        {
            return "No cluster is watched";
        }

        string members = string.Create(CultureInfo.InvariantCulture, $"{all.Sum(Answered)} of {Figures.Plural(all.Sum(c => c.Members.Length), "member")} answered");
        Severity worst = all.Max(c => c.Verdict);
        int count = all.Count(c => c.Verdict == worst);
        string clusters = worst switch
        {
            <= Severity.Info => $"All {all.Count} clusters are healthy",
            _ => $"{count} of {all.Count} clusters {(count == 1 ? "is" : "are")} {(worst == Severity.Warning ? "at warning" : worst.ToString().ToLowerInvariant())}",
        };
        return $"{clusters}, {members}";
    }

    private static Span[] Row(ClusterStatusView cluster, DateTimeOffset now, Terminal terminal, bool wide)
    {
        string what = Foreign.Clean(cluster.Sentence);
        bool cut = terminal.IsInteractive && !wide && what.Length > WhatWidth;
        return
        [
            Glyphs.Of(cluster.Verdict, terminal.Ascii),
            Glyphs.Word(cluster.Verdict),
            new(cluster.Since is { } since ? Figures.Age(now - since) : Figures.Missing, Style.Dim),
            new(Foreign.Clean(cluster.Cluster)),
            new(cut ? Wrap.Cut(what, WhatWidth, terminal.Ascii) : what),
            new(Foreign.Clean(cluster.Leader ?? Figures.Missing)),
            new(string.Create(CultureInfo.InvariantCulture, $"{Answered(cluster)}/{cluster.Members.Length}")),
            new(cluster.Alerts.Firing.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static int Answered(ClusterStatusView cluster) => cluster.Members.Count(m => m.StatusMs is not null);
}
