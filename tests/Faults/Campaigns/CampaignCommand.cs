using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>
/// <c>faults minutes only seed folder</c>: units of every campaign on every version, seed after seed, until the time is over. What is finished stands in the folder's
/// results.jsonl and is not run again by the same build. The exit code is the verdict.
/// </summary>
internal static class CampaignCommand
{
    private static readonly EtcdVersion[] Versions = [EtcdVersion.V34, EtcdVersion.V35];

    // start, healing and verdict of a unit
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var time = TimeSpan.FromMinutes(double.Parse(arguments.ElementAtOrDefault(0) ?? "60", CultureInfo.InvariantCulture));
        var only = arguments.ElementAtOrDefault(1) ?? "";
        var seed = int.Parse(arguments.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(arguments.ElementAtOrDefault(3) ?? Path.Combine("artifacts", "faults")).FullName;
        var campaigns = Campaign.All.Where(campaign => only.Length == 0 || only.Split(',').Contains(campaign.Name, StringComparer.Ordinal)).ToArray();
        if (campaigns.Length == 0)
        {
            await Console.Error.WriteLineAsync($"no campaign is called {only}; there are {string.Join(", ", Campaign.All.Select(campaign => campaign.Name))}");
            return 2;
        }
        var versions = Array.FindAll(Versions, version => EtcdBinary.Find(version) is not null);
        if (versions.Length == 0)
        {
            await Console.Error.WriteLineAsync("there is no etcd; build/etcd.sh fetches it");
            return 2;
        }
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"faults for {time.TotalMinutes:0.#} minutes from seed {seed}, build {UnitRun.Build}; Ctrl-C ends everything, and what is finished is kept"));
        try
        {
            await UnitsAsync(Units(campaigns, versions, seed), time, Path.Combine(folder, "results.jsonl"), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("faults cancelled; the next run goes on from here");
        }
        return await SummaryAsync(campaigns, folder);

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    // every campaign on every version, then all again with the next seed, and so on
    private static IEnumerable<(Campaign Campaign, UnitRun Run)> Units(Campaign[] campaigns, EtcdVersion[] versions, int firstSeed)
        => from seed in Enumerable.Range(firstSeed, 100_000)
           from campaign in campaigns
           from version in versions
           select (campaign, new UnitRun(campaign, version, seed));

    private static async Task UnitsAsync(IEnumerable<(Campaign Campaign, UnitRun Run)> units, TimeSpan time, string results, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var finished = Of(results).Select(result => result.Unit).ToHashSet(StringComparer.Ordinal);
        var isFirst = true;
        foreach (var (campaign, run) in units.Where(unit => !finished.Contains(unit.Run.Name)))
        {
            // one that could not end in time is not begun
            if (!isFirst && Stopwatch.GetElapsedTime(start) + campaign.Duration + Around > time)
            {
                return;
            }
            isFirst = false;
            var result = await run.RunAsync(Path.GetDirectoryName(results)!, stop);
            result.Append(results);
            await Console.Out.WriteLineAsync(Line(result, Stopwatch.GetElapsedTime(start)));
        }
    }

    private static async Task<int> SummaryAsync(Campaign[] campaigns, string folder)
    {
        var results = Of(Path.Combine(folder, "results.jsonl"));
        string[] table = [.. Summary.Lines(results)];
        await File.WriteAllLinesAsync(Path.Combine(folder, "summary.md"), table);
        await Console.Out.WriteLineAsync('\n' + string.Join('\n', table));
        return results.Any(result => !result.Passed && Array.Exists(campaigns, campaign => campaign.Name == result.Campaign)) ? 1 : 0;
    }

    private static UnitResult[] Of(string path) => [.. UnitResult.Read(path).Where(result => result.Build == UnitRun.Build)];

    private static string Line(UnitResult result, TimeSpan elapsed)
    {
        var counts = string.Join(", ", result.Counts.Where(count => !count.Key.StartsWith("fault:", StringComparison.Ordinal)).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")));
        var wrong = result.Passed ? "" : '\n' + string.Join('\n', result.Wrong.Take(3).Select(sentence => "    " + sentence));
        return string.Create(CultureInfo.InvariantCulture, $"{elapsed:mm\\:ss}  {(result.Passed ? "ok   " : "WRONG")}  {result.Campaign,-14} {result.Version} seed {result.Seed,-4} {result.Seconds,3:0} s  {counts}{wrong}");
    }
}
