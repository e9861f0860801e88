using System.Globalization;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Alerts;

/// <summary>Silences for a person.</summary>
internal static class SilenceRenderer
{
    private const int MostTitles = 3;

    private static readonly Column[] Columns =
    [
        new("Silence"),
        new("State") { DropOrder = 3 },
        new("Ends in") { Right = true },
        new("Mutes") { Right = true, DropOrder = 4 },
        new("Author") { DropOrder = 2 },
        new("Matchers"),
        new("Comment") { DropOrder = 1 },
    ];

    /// <summary>Those that hold or will; <paramref name="wide"/> also those that ended.</summary>
    public static IEnumerable<Line> List(SilencesView silences, Terminal terminal, bool wide)
    {
        SilenceView[] shown = [.. silences.Silences.Where(s => wide || s.State != SilenceState.Expired)];
        int active = shown.Count(s => s.State == SilenceState.Active), pending = shown.Count(s => s.State == SilenceState.Pending), ended = silences.Silences.Count(s => s.State == SilenceState.Expired);
        string holds = active == 0 ? "No silence holds" : string.Create(CultureInfo.InvariantCulture, $"{Figures.Plural(active, "silence")} {(active == 1 ? "holds" : "hold")}");
        string others = (pending == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {pending} to come")) + (ended == 0 || wide ? "" : string.Create(CultureInfo.InvariantCulture, $", {ended} ended (-o wide lists them)"));
        IEnumerable<Line> lines = Wrap.Sentence(terminal, new Line(), holds + others, Style.Bold);
        if (shown.Length == 0)
        {
            return lines;
        }

        Table table = new(Columns);
        foreach (SilenceView silence in shown)
        {
            table.Add(
                new(silence.Id),
                new(silence.State.ToString()),
                new(silence.State == SilenceState.Expired ? Figures.Missing : Figures.Age(silence.EndsAt - silences.At), Style.Dim),
                new(silence.State == SilenceState.Expired ? Figures.Missing : Figures.Plural(silence.Alerts ?? 0, "alert")),
                new(Foreign.Clean(silence.Author)),
                new(Foreign.Clean(string.Join(' ', silence.Matchers))),
                new(Foreign.Clean(silence.Comment)));
        }

        return lines.Append(Line.Empty).Concat(table.Render(terminal));
    }

    /// <summary>What a silence would mute, and what not.</summary>
    public static IEnumerable<Line> Preview(SilencePreviewView preview, Terminal terminal)
    {
        string matched = preview.Matched.IsEmpty ? "none" : preview.Matched.Length.ToString(CultureInfo.InvariantCulture);
        List<Line> lines = [new Line().Add(string.Create(CultureInfo.InvariantCulture, $"Matches {matched} of {Figures.Plural(preview.Alerts, "alert")} now, {preview.MatchedInDay} in 24 h"), Style.Bold)];
        string[] titles = [.. preview.Matched.Select(a => Foreign.Clean(a.Title))];
        int title = titles.Select(t => t.Length).DefaultIfEmpty(0).Max(), member = preview.Matched.Select(a => Where(a).Length).DefaultIfEmpty(0).Max();
        foreach ((AlertView alert, string text) in preview.Matched.Zip(titles))
        {
            Span glyph = Glyphs.Of(alert.Severity, terminal.Ascii), word = Glyphs.Word(alert.Severity);
            lines.Add(new Line().Add(glyph.Text, glyph.Style).Add("  ").Add(word.Text.PadRight(8), word.Style).Add("  ")
                .Add(text.PadRight(title)).Add("  ").Add(Where(alert).PadRight(member)).Add("  ").Add(alert.SilencedBy is { } other ? $"muted by {other}" : "muted", Style.Dim));
        }

        string still = preview.StillTold.IsEmpty ? "" : $"{Titles(preview.StillTold.Select(a => Foreign.Clean(a.Title)))} still {(preview.StillTold.Select(a => a.Title).Distinct().Count() == 1 ? "pages" : "page")}. ";
        string grave = preview.Grave.IsEmpty ? "" : $"{Titles(preview.Grave, preview.Grave.Length)} would be muted too.";
        return still + grave is { Length: > 0 } warning ? lines.Concat(Wrap.Sentence(terminal, new Line(), warning.Trim())) : lines;
    }

    /// <summary>The act in numbers.</summary>
    public static string Question(SilencePreviewView preview, SilenceRequest request)
    {
        DateTimeOffset start = request.StartsAt ?? preview.At, end = request.EndsAt ?? start.AddSeconds(request.DurationSeconds ?? 0);
        string what = preview.Matched.IsEmpty ? "what comes" : Figures.Plural(preview.Matched.Length, "alert");
        string from = request.StartsAt is null ? "" : $" from {Figures.Instant(start, preview.At)}";
        return $"Silence {what}{from} for {Figures.Length(end - start)}, until {Figures.Instant(end, preview.At)}?";
    }

    /// <summary>What was made, and the way back.</summary>
    public static string Made(SilenceView made, DateTimeOffset now) =>
        $"{made.Id} {(made.State == SilenceState.Pending ? $"will hold from {Figures.Instant(made.StartsAt, now)}" : "holds")} until {Figures.Instant(made.EndsAt, now)}. Undo:  etcd-monitor silence expire {made.Id}";

    private static string Where(AlertView alert) => Foreign.Clean(alert.Member ?? alert.Cluster);

    private static string Titles(IEnumerable<string> titles, int most = MostTitles)
    {
        string[] all = [.. titles.Distinct(StringComparer.Ordinal)];
        string[] named = all.Length > most ? [.. all.Take(most), string.Create(CultureInfo.InvariantCulture, $"{all.Length - most} more")] : all;
        return named.Length == 1 ? named[0] : $"{string.Join(", ", named[..^1])} and {named[^1]}";
    }
}
