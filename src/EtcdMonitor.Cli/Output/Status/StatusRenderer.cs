using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>The answer of <c>status</c>: one cluster in full, several as a table.</summary>
internal static class StatusRenderer
{
    /// <summary>Lines for a person. <paramref name="wide"/> also lists what is healthy.</summary>
    public static IEnumerable<Line> Render(StatusView status, Terminal terminal, bool wide)
    {
        string note = status.Source == "etcd" ? " (asked etcd itself, 2 rounds, no history)" : "";
        IEnumerable<Line> lines = status.Clusters.Length == 1
            ? ClusterAnswer.Render(status.Clusters[0], status.At, terminal, note)
            : FleetAnswer.Render(status, terminal, wide, note);
        return status.Storage is { } trouble ? lines.Concat(Storage(trouble, status.At, terminal)) : lines;
    }

    private static IEnumerable<Line> Storage(StorageTrouble trouble, DateTimeOffset now, Terminal terminal)
    {
        Span glyph = Glyphs.Of(Severity.Warning, terminal.Ascii);
        return Wrap.Sentence(
            terminal,
            new Line().Add(glyph.Text, glyph.Style).Add(" "),
            $"The monitor's storage takes no writes since {Figures.Instant(trouble.Since, now)}: {trouble.Reason}. What happens is kept in memory, pages wait, samples are lost").Prepend(Line.Empty);
    }
}
