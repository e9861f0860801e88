using System.Globalization;
using Etcd.Testing;

namespace Etcd.Benchmarks;

/// <summary>Ours and the Go peer in turn against one etcd in memory, some runs each; medians, and their ratio.</summary>
internal static class Comparison
{
    private const double Drift = 1.25; // performance.md: such a difference is the machine's own

    private static readonly Row[] Rows =
    [
        new("contended lock, 8 clients", "pairs/s", "lockc", 8, Line.Rate, IsHigherBetter: true),
        new("uncontended lock, 8 clients", "pairs/s", "lock", 8, Line.Rate, IsHigherBetter: true),
        new("election, resign to next leader", "ms p50", "elect", 1, Line.Median, IsHigherBetter: false),
    ];

    public static async Task<int> RunAsync(string peer, string runs, string results)
    {
        if (!File.Exists(peer))
        {
            await Console.Error.WriteLineAsync($"the Go peer is not at {peer}; make bench builds it");
            return 2;
        }
        var count = int.Parse(runs, CultureInfo.InvariantCulture);
        var memory = Directory.Exists("/dev/shm") ? "/dev/shm" : null;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ParentFolder = memory });
        var endpoint = cluster.Members[0].DirectEndpoint;
        List<Outcome> outcomes = [];
        foreach (var row in Rows)
        {
            List<double> ours = [], theirs = [], control = [];
            for (var run = 1; run <= count; run++)
            {
                control.Add(Control.Measure());
                theirs.Add(row.Of(await Peers.GoAsync(peer, row, endpoint)));
                ours.Add(row.Of(await Peers.OursAsync(row, endpoint)));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{row.Name}: run {run} of {count}: {ours[^1]:0.##} {row.Unit}, Go {theirs[^1]:0.##}"));
            }
            outcomes.Add(new(row, [.. ours], [.. theirs], control.Max() / control.Min() > Drift));
        }
        await Console.Out.WriteLineAsync(Report.Table(outcomes));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(results))!);
        await File.WriteAllTextAsync(results, Report.Json(outcomes));
        return 0;
    }
}
