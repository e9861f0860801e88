using System.Diagnostics;
using System.Globalization;
using Taskmaster.Files;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Files;

/// <summary>Real processes that write the same plan at once, and that are killed.</summary>
public sealed class WritersTests
{
    private const int Updates = 50;
    private const int Kills = 8;

    [Fact]
    public async Task Two_processes_that_update_at_once_lose_nothing()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        using Process a = Start(folder, "Ann", Updates);
        using Process b = Start(folder, "Bob", Updates);
        await Task.WhenAll(EndAsync(a), EndAsync(b));

        string[] names = [.. folder.History.Entries.Where(e => e.Change == "assignee").Select(e => e.To!)];
        names.Where(n => n.StartsWith("Ann", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, Updates).Select(i => $"Ann {i}"));
        names.Where(n => n.StartsWith("Bob", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, Updates).Select(i => $"Bob {i}"));
        folder.Plan.Tasks.First().Assignee.ShouldBe(names[^1]);
        // each saw what the other had written: the chain has no gap
        Entry[] entries = [.. folder.History.Entries.Where(e => e.Change == "assignee")];
        entries.Skip(1).Select(e => e.From).ShouldBe(entries.SkipLast(1).Select(e => e.To));
    }

    [Fact]
    public async Task Killed_at_any_moment_plan_and_history_are_whole_and_agree()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Random random = new(4711);
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process writer = Start(folder, $"run{kill}", int.MaxValue);
            int lines = 0;
            for (int wanted = 1 + random.Next(6); lines < wanted; lines++)
            {
                (await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
            }

            Spin(random.Next(3000));
            writer.Kill();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);

            // what it said it did is there; the one in flight is there in both files or in none
            string assignee = folder.Plan.Tasks.First().Assignee!;
            assignee.ShouldStartWith($"run{kill} ");
            int.Parse(assignee.Split(' ')[1], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(lines - 1);
            folder.History.Entries.Last(e => e.Change == "assignee").To.ShouldBe(assignee);
        }

        (await folder.RunAsync("assign", "task-1.1", "last")).Exit.ShouldBe(0);
        Entry[] entries = [.. folder.History.Entries.Where(e => e.Change == "assignee")];
        entries.Skip(1).Select(e => e.From).ShouldBe(entries.SkipLast(1).Select(e => e.To));
    }

    private static Process Start(PlanFolder folder, string name, int count) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Taskmaster.Tests.dll"), "writer", folder.Path, name, $"{count}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private static async Task EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, error);
    }

    /// <summary>Some microseconds, so that the kill falls on another step of the write each time.</summary>
    private static void Spin(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (microseconds * Stopwatch.Frequency / 1_000_000);
        while (Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(20);
        }
    }
}
