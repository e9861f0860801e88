using System.Text.RegularExpressions;
using Etcd.Testing;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Demo;

/// <summary>The demo as a person uses it, over real members.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task It_can_be_broken_and_healed_and_leaves_nothing_behind()
    {
        using TemporaryFolder folder = new();
        await using RunningProgram demo = RunningProgram.Start(folder.Path, "demo", "--api-port=0");
        await demo.ShowsAsync("Ctrl-C stops the members and the monitor.", seconds: 60);
        demo.Text.ShouldContain("Three members of etcd 3.");
        string monitor = "--monitor=" + Url().Match(demo.Text).Value;
        int[] members = [.. MemberLine().Matches(demo.Text).Select(m => int.Parse(m.Groups["pid"].Value, System.Globalization.CultureInfo.InvariantCulture))];
        members.Length.ShouldBe(3);

        // three members that start at once on a busy machine are late with heartbeats for a minute
        Ran status = await Eventually.GetAsync(async _ => await RunAsync(folder, $"status {monitor}"), ran => ran.Exit == 0, "all is well", TimeSpan.FromMinutes(2), ran => ran.Out + ran.Error, TestContext.Current.CancellationToken);
        status.Out.ShouldStartWith("● Healthy  demo  All 3 members serve, ");

        (await RunAsync(folder, "demo kill leader")).Out.ShouldContain(" is killed, pid ");
        await demo.ShowsAsync("No tolerance left");
        (await RunAsync(folder, $"status {monitor}")).Exit.ShouldBe(4);

        (await RunAsync(folder, "demo kill etcd-7")).Error.ShouldStartWith("etcd-monitor: no member etcd-7 in the demo. Did you mean etcd-");
        (await RunAsync(folder, "demo heal")).Out.ShouldContain(" runs again, pid ");
        (await RunAsync(folder, "demo fill")).Out.ShouldContain("the quota is full");
        await demo.ShowsAsync("raises NOSPACE");
        (await RunAsync(folder, "demo heal")).Out.ShouldContain("NOSPACE disarmed, a write succeeds");
        await demo.ShowsAsync("is disarmed");

        int[] all = [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, System.Globalization.CultureInfo.InvariantCulture, out _)).Select(n => int.Parse(n!, System.Globalization.CultureInfo.InvariantCulture))];
        demo.Terminate();
        (await demo.ExitAsync(seconds: 10)).ShouldBe(0, demo.Text);
        all.Where(id => IsMemberOf(id, folder.Path)).ShouldBeEmpty();
        LeftBehind(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopped_while_it_starts_it_leaves_nothing_behind_either()
    {
        using TemporaryFolder folder = new();
        await using RunningProgram demo = RunningProgram.Start(folder.Path, "demo", "--api-port=0");
        await Eventually.TrueAsync(() => Directory.EnumerateDirectories(folder.Path, "etcd-cluster-*", SearchOption.AllDirectories).Any(), "the cluster's folder", cancellationToken: TestContext.Current.CancellationToken);
        demo.Terminate();
        (await demo.ExitAsync(seconds: 10)).ShouldBe(0, demo.Text);
        LeftBehind(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_one_says_that_there_is_a_first()
    {
        using TemporaryFolder folder = new();
        await using RunningProgram first = RunningProgram.Start(folder.Path, "demo", "--api-port=0");
        await first.ShowsAsync("Ctrl-C stops the members and the monitor.", seconds: 60);
        await using RunningProgram second = RunningProgram.Start(folder.Path, "demo", "--api-port=0");
        (await second.ExitAsync(seconds: 30)).ShouldBe(1);
        second.Text.ShouldContain("etcd-monitor: a demo runs already. Stop it:  etcd-monitor demo stop");
        (await RunAsync(folder, "demo stop")).Exit.ShouldBe(0);
        (await first.ExitAsync(seconds: 10)).ShouldBe(0);
    }

    private static Task<Ran> RunAsync(TemporaryFolder folder, string arguments) => Ran.Async(arguments, ("XDG_RUNTIME_DIR", folder.Path));

    /// <summary>Files and folders but the runtime folder itself, which is kept, and what the .NET runtime puts into any temporary folder.</summary>
    private static string[] LeftBehind(TemporaryFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Select(e => Path.GetRelativePath(folder.Path, e)).Where(e => e != "etcd-monitor" && !e.StartsWith("clr-debug-pipe", StringComparison.Ordinal) && !e.StartsWith("dotnet-diagnostic", StringComparison.Ordinal))];

    private static bool IsMemberOf(int process, string folder)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains($"--data-dir={folder}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    [GeneratedRegex(@"http://localhost:\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex(@"^●  etcd-\d  127\.0\.0\.1:\d+ +pid (?<pid>\d+)  ", RegexOptions.Multiline)]
    private static partial Regex MemberLine();
}
