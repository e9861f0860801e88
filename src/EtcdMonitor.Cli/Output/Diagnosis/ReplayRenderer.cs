using EtcdMonitor.Bundles;
using EtcdMonitor.Server.Bundles;

namespace EtcdMonitor.Cli.Output.Diagnosis;

/// <summary>The head of a replay: what was recorded, what this version makes of it from round to round, and whether both agree.</summary>
internal static class ReplayRenderer
{
    /// <summary>Lines for a person.</summary>
    public static IEnumerable<Line> Render(Bundle bundle, IReadOnlyList<ReplayedRound> rounds, DateTimeOffset now, Terminal terminal)
    {
        BundleManifest manifest = bundle.Manifest;
        string span = manifest is { From: { } from, To: { } to } ? $", {Figures.Instant(from, now)} to {Figures.Instant(to, now)}" : "";
        string recorded = $"{manifest.Cluster}, {Figures.Plural(manifest.Rounds, "round")} recorded by etcd-monitor {manifest.Version}{span}";
        IEnumerable<Line> lines = Wrap.Sentence(terminal, new Line(), Foreign.Clean(recorded), Style.Bold);
        foreach (ReplayedRound change in Changes(rounds))
        {
            Span glyph = Glyphs.Of(change.Snapshot.Verdict.Severity, terminal.Ascii), word = Glyphs.Word(change.Snapshot.Verdict.Severity);
            Line head = new Line().Add(glyph.Text, glyph.Style).Add(" ").Add(Figures.Instant(change.Snapshot.State.At, now), Style.Dim).Add("  ").Add(word.Text.PadRight(8), word.Style).Add("  ");
            lines = lines.Concat(Wrap.Sentence(terminal, head, Foreign.Clean(change.Snapshot.Verdict.Sentence)));
        }

        return lines.Concat(Wrap.Sentence(terminal, new Line(), Foreign.Clean(Judgement(rounds)))).Append(Line.Empty);
    }

    /// <summary>The first round and those whose verdict is another than the one before.</summary>
    public static IEnumerable<ReplayedRound> Changes(IReadOnlyList<ReplayedRound> rounds) =>
        rounds.Where((round, i) => i == 0 || !RecordedVerdict.Of(rounds[i - 1].Snapshot.Verdict).Agrees(RecordedVerdict.Of(round.Snapshot.Verdict)));

    /// <summary>Whether this version judges as the one that recorded.</summary>
    public static string Judgement(IReadOnlyList<ReplayedRound> rounds)
    {
        int others = rounds.Count(r => !r.Agrees);
        ReplayedRound last = rounds[^1];
        return (others, last.Agrees) switch
        {
            (0, _) => "This version judges each round as it was recorded",
            (_, true) => $"This version judges {Figures.Plural(others, "round")} otherwise than recorded, the last one alike",
            _ => $"This version judges otherwise: recorded was {Words(last.Recorded)}, now it is {Words(RecordedVerdict.Of(last.Snapshot.Verdict))}",
        };
    }

    private static string Words(RecordedVerdict verdict) => $"{verdict.Severity}, \"{verdict.Sentence}\"";
}
