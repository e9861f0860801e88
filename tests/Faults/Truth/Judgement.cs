using System.Diagnostics;
using System.Globalization;
using Etcd.Testing;
using EtcdMonitor.Rules;

namespace Faults.Truth;

/// <summary>Holds what the monitor said against what it must say.</summary>
/// <param name="scene">The scene.</param>
/// <param name="stage">What happened.</param>
/// <param name="slack">How many times its bar a time may be.</param>
/// <param name="grace">How long it waits for what is late already.</param>
internal sealed class Judgement(Scene scene, Stage stage, double slack, TimeSpan grace)
{
    /// <summary>Nobody has shown the like of it, so nobody may claim it.</summary>
    private const string Impossible = "split_brain";

    /// <summary>What etcd itself measures of the machine under it: true of a busy one, whatever the scene is about.</summary>
    private static readonly string[] Ambient = ["heartbeat_failures", "fsync_latency", "commit_latency", "slow_applies", "peer_latency", "latency_reads", "latency_writes"];

    /// <summary>What is later than that never comes.</summary>
    private const double LongestSlack = 3;

    /// <summary>Awaits the verdict; how long it took in ms.</summary>
    public async Task<double?> EventAsync()
    {
        if (scene.Expects is not { } expected)
        {
            return null;
        }

        await FirstAsync(() => FirstSight(expected) is not null, (expected.Within * Math.Min(slack, LongestSlack)) + grace);
        if (FirstSight(expected) is not { } sight)
        {
            stage.Complain($"{Name(expected)} was not seen; the last word is: {stage.Seen.Last?.Snapshot.Verdict.Sentence}");
            return null;
        }

        double ms = Since(stage.FaultAt, sight.At);
        CheckTime($"{Name(expected)} was seen", ms, expected.Within);
        return ms;
    }

    /// <summary>Awaits the notification; how long it took in ms.</summary>
    public async Task<double?> ToldAsync()
    {
        if (scene.Expects is not { Told: { } within } expected)
        {
            return null;
        }

        await FirstAsync(() => FirstPage(expected) is not null, within - TimeSpan.FromMilliseconds(Since(stage.FaultAt, Stopwatch.GetTimestamp())) + grace);
        if (FirstPage(expected) is not { } page)
        {
            stage.Complain($"{Name(expected)} was not told");
            return null;
        }

        double ms = Since(stage.FaultAt, page.At);
        CheckTime($"{Name(expected)} was told", ms, within);
        if (ms < expected.NotToldBefore.TotalMilliseconds)
        {
            stage.Complain(string.Create(CultureInfo.InvariantCulture, $"{Name(expected)} was told after {ms:0} ms, which is before its hold of {expected.NotToldBefore.TotalMilliseconds:0} ms"));
        }

        return ms;
    }

    /// <summary>Awaits the end of the verdict; how long that took from now in ms.</summary>
    public async Task<double?> ClearAsync()
    {
        long healed = Stopwatch.GetTimestamp();
        if (scene.Expects is not { } expected || FirstSight(expected) is null)
        {
            return null;
        }

        await FirstAsync(() => stage.Seen.Last is { } last && last.At > healed && !Shows(last, expected), expected.Clears + grace);
        if (stage.Seen.Last is not { } now || now.At <= healed || Shows(now, expected))
        {
            stage.Complain($"{Name(expected)} stayed after healing");
            return null;
        }

        double ms = Since(healed, stage.Seen.Sights.First(sight => sight.At > healed && !Shows(sight, expected)).At);
        CheckTime($"{Name(expected)} was gone", ms, expected.Clears);
        return ms;
    }

    /// <summary>What must never have been said or told.</summary>
    public void Review()
    {
        HashSet<string> never = [.. scene.Never, .. scene.MayPage.Contains(Impossible, StringComparer.Ordinal) ? [] : new[] { Impossible }];
        foreach (IGrouping<string, Finding> wrong in stage.Seen.Sights.SelectMany(sight => sight.Findings).Where(f => never.Contains(f.Rule)).GroupBy(f => f.Rule, StringComparer.Ordinal))
        {
            stage.Complain($"it claimed {wrong.Key}: {wrong.First().Sentence}");
        }

        if (scene is { Expects: null, OnlyPagesCount: false } && stage.Seen.Sights.SelectMany(sight => sight.Findings).FirstOrDefault(f => f.Severity > Severity.Info && !Ambient.Contains(f.Rule, StringComparer.Ordinal)) is { } finding)
        {
            stage.Complain($"nothing is wrong here, and it claimed {finding.Rule} {finding.Member}: {finding.Sentence}");
        }

        foreach (Record.Page page in stage.Seen.Pages.Where(page => page is { IsFiring: true, Severity: "critical" } && scene.Expects?.Is(page.Rule) != true && !scene.MayPage.Contains(page.Rule, StringComparer.Ordinal) && !scene.IsRight(stage, page)))
        {
            stage.Complain(string.Create(CultureInfo.InvariantCulture, $"it paged {page.Rule} {page.Member} {Since(stage.FaultAt, page.At):0} ms after the fault"));
        }

        foreach (string sentence in scene.Review(stage))
        {
            stage.Complain(sentence);
        }
    }

    private Record.Sight? FirstSight(Expected expected) => stage.Seen.Sights.FirstOrDefault(sight => sight.At > stage.FaultAt && Fits(sight, expected));

    private Record.Page? FirstPage(Expected expected) => stage.Seen.Pages.FirstOrDefault(page => page.IsFiring && page.At > stage.FaultAt && expected.Is(page.Rule) && IsNamed(page.Member, expected));

    private bool Fits(Record.Sight sight, Expected expected) =>
        (expected.And is not { } and || and.Holds(sight.Snapshot))
        && sight.Findings.Any(f => expected.Is(f.Rule) && IsNamed(f.Member, expected) && !(f.Severity < expected.AtLeast) && (expected.Says is null || Words(f).Contains(expected.Says, StringComparison.OrdinalIgnoreCase)));

    private bool Shows(Record.Sight sight, Expected expected) => sight.Findings.Any(f => expected.Is(f.Rule) && IsNamed(f.Member, expected));

    private bool IsNamed(string? member, Expected expected) => !expected.NamesVictim || member == stage.VictimName;

    private static string Words(Finding finding) => $"{finding.Title} {finding.Sentence} {finding.StillWorks} {string.Join(' ', finding.Evidence.Select(e => $"{e.Text} {e.Detail}"))}";

    private string Name(Expected expected) => expected.NamesVictim ? $"{expected.Rule} of {stage.VictimName}" : expected.Rule;

    private void CheckTime(string what, double ms, TimeSpan bar)
    {
        if (ms > bar.TotalMilliseconds * slack)
        {
            stage.Complain(string.Create(CultureInfo.InvariantCulture, $"{what} after {ms:0} ms, the bar is {bar.TotalMilliseconds:0} ms"));
        }
    }

    private async Task FirstAsync(Func<bool> holds, TimeSpan patience)
    {
        try
        {
            await Eventually.TrueAsync(holds, "it is said", patience, cancellationToken: stage.Stop);
        }
        catch (TimeoutException)
        {
            // what did not come is complained about by whoever awaited it
        }
    }

    private static double Since(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
