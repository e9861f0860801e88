using System.Diagnostics;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Build;

/// <summary>The last line of <c>make test</c>.</summary>
public sealed class SummaryTests
{
    [Fact]
    public async Task Suites_are_added_up()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.trx", Results("Passed", "Passed", "NotExecuted"));
        folder.Write("b.trx", Results("Passed"));
        (await SumAsync(folder.Path, status: 0)).ShouldBe((0, "3 passed, 0 failed, 1 skipped"));
    }

    [Fact]
    public async Task A_failed_test_fails_the_run()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.trx", Results("Passed", "Failed", "Timeout"));
        (await SumAsync(folder.Path, status: 0)).ShouldBe((1, "1 passed, 2 failed, 0 skipped"));
    }

    [Fact]
    public async Task A_suite_that_broke_down_fails_the_run_though_no_test_failed()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.trx", Results("Passed"));
        (await SumAsync(folder.Path, status: 1)).ShouldBe((1, "1 passed, 1 failed, 0 skipped"));
    }

    [Fact]
    public async Task In_ci_a_skipped_test_fails_the_run()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.trx", Results("Passed", "NotExecuted"));
        (await SumAsync(folder.Path, status: 0, ci: "true")).ShouldBe((1, "1 passed, 0 failed, 1 skipped"));
    }

    [Fact]
    public async Task A_run_without_a_test_fails()
    {
        using TemporaryFolder folder = new();
        (await SumAsync(folder.Path, status: 0)).ShouldBe((1, "0 passed, 0 failed, 0 skipped"));
    }

    private static string Results(params string[] outcomes) =>
        string.Join('\n', outcomes.Select((o, i) => $"""<UnitTestResult executionId="{i}" testName="a" outcome="{o}" testListId="x"><Output/></UnitTestResult>"""));

    private static async Task<(int Exit, string LastLine)> SumAsync(string folder, int status, string ci = "")
    {
        ProcessStartInfo start = new("bash", [Path.Combine(Repository.Root, "build", "summary.sh"), folder, $"{status}"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["CI"] = ci;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.TrimEnd('\n').Split('\n')[^1]);
    }
}
