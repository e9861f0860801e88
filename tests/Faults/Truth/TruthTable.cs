using System.Globalization;

namespace Faults.Truth;

/// <summary>The table over all runs, as markdown that reads as text too.</summary>
internal static class TruthTable
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<SceneResult> results, IReadOnlyList<(Scene Scene, string Why)> notYet)
    {
        yield return "| scene | verdict | etcd | runs | event, ms: worst, median (bar) | told, ms: worst, median (bar) | clear, ms: worst, median (bar) | |";
        yield return "|---|---|---|---:|---:|---:|---:|---|";
        foreach (Scene scene in Playbill.All)
        {
            Expected? expected = scene.Expects;
            foreach (IGrouping<string, SceneResult> runs in results.Where(result => result.Scene == scene.Name).GroupBy(result => result.Version).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                int failed = runs.Count(result => !result.Passed);
                yield return $"| {scene.Name} | {expected?.Rule ?? "none"} | {Etcd(runs.Key)} | {runs.Count()} | {Column(runs, r => r.EventMs, expected?.Within)} | {Column(runs, r => r.ToldMs, expected?.Told)} "
                    + $"| {Column(runs, r => r.ClearMs, scene.HealAsync is null ? null : expected?.Clears)} | {(failed == 0 ? "Pass" : $"**Fail** {failed}")} |";
            }

            foreach ((_, string why) in notYet.Where(each => each.Scene == scene))
            {
                yield return $"| {scene.Name} | {expected?.Rule} | | 0 | | | | **not yet**: {why} |";
            }
        }
    }

    /// <summary>A time for people.</summary>
    public static string Ms(double? ms) => ms is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some,6:0}") : "     –";

    private static string Column(IEnumerable<SceneResult> runs, Func<SceneResult, double?> figure, TimeSpan? bar)
    {
        if (bar is null)
        {
            return "–";
        }

        double[] times = [.. runs.Select(figure).OfType<double>().Order()];
        return times.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"– ({bar.Value.TotalMilliseconds:0})")
            : string.Create(CultureInfo.InvariantCulture, $"{times[^1]:0}, {times[times.Length / 2]:0} ({bar.Value.TotalMilliseconds:0})");
    }

    // V35 → 3.5
    private static string Etcd(string version) => version.Length == 3 ? $"{version[1]}.{version[2]}" : version;
}
