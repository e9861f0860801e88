using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Etcd.Benchmarks;

/// <summary>The outcomes, for people and for machines.</summary>
internal static class Report
{
    /// <summary>A table in Markdown, as the guides show it.</summary>
    public static string Table(IEnumerable<Outcome> outcomes)
    {
        StringBuilder table = new("| what | ours | Go | times better |\n|---|---|---|---|\n");
        foreach (var outcome in outcomes)
        {
            var verdict = outcome.Drifted ? "the machine drifted: run again" : string.Create(CultureInfo.InvariantCulture, $"{outcome.Ratio:0.0}");
            table.Append(CultureInfo.InvariantCulture, $"| {outcome.Row.Name}, {outcome.Row.Unit} | {Figures(outcome.Ours)} | {Figures(outcome.Theirs)} | {verdict} |\n");
        }
        return table.ToString();
    }

    public static string Json(IEnumerable<Outcome> outcomes)
        => new JsonArray([.. outcomes.Select(outcome => new JsonObject
        {
            ["name"] = outcome.Row.Name,
            ["unit"] = outcome.Row.Unit,
            ["ours"] = new JsonArray([.. outcome.Ours.Select(figure => JsonValue.Create(figure))]),
            ["go"] = new JsonArray([.. outcome.Theirs.Select(figure => JsonValue.Create(figure))]),
            ["ratio"] = outcome.Ratio,
            ["drifted"] = outcome.Drifted,
        })]).ToJsonString(new() { WriteIndented = true });

    // the median, and between what the runs lay
    private static string Figures(double[] figures)
        => string.Create(CultureInfo.InvariantCulture, $"{Outcome.Median(figures):0.##} ({figures.Min():0.##} to {figures.Max():0.##})");
}
