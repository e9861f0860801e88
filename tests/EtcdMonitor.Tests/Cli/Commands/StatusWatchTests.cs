using System.Text.Json;
using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary><c>status --watch</c> as a person and as a program see it.</summary>
public sealed class StatusWatchTests
{
    [Fact]
    public async Task A_program_reads_an_object_a_line_until_it_asks_for_the_end()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(TestContext.Current.CancellationToken);
        using TemporaryFolder folder = new();
        await using RunningProgram watch = RunningProgram.Start(folder.Path, "status", "-w", "-o", "json", $"--endpoints={cluster.Endpoints[0]}");

        string[] lines = await Eventually.GetAsync(_ => ValueTask.FromResult(watch.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)), lines => lines.Length > 2, "two answers and a bit", TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);

        foreach (string line in lines[..2])
        {
            JsonDocument.Parse(line).RootElement.GetProperty("schema").GetString().ShouldBe("etcd-monitor.status/1");
        }

        watch.Terminate();
        (await watch.ExitAsync(seconds: 30)).ShouldBe(130, watch.Text);
    }

    [Fact]
    public async Task A_terminal_is_redrawn_on_a_page_of_its_own_and_keeps_the_last_status()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(TestContext.Current.CancellationToken);
        using TemporaryFolder folder = new();
        await using RunningProgram watch = RunningProgram.StartInTerminal(folder.Path, "status", "--watch", "--color=never", $"--endpoints={cluster.Endpoints[0]}");

        await Eventually.TrueAsync(() => watch.Text.Split("\e[H").Length > 2, "it was drawn twice", TimeSpan.FromSeconds(30), () => watch.Text, TestContext.Current.CancellationToken);
        watch.Type('\u0003'); // Ctrl-C
        (await watch.ExitAsync(seconds: 30)).ShouldBe(130, watch.Text);

        watch.Text.ShouldContain("\e[?1049h\e[H");
        string kept = watch.Text[watch.Text.IndexOf("\e[?1049l", StringComparison.Ordinal)..];
        kept.ShouldContain("Healthy");
        kept.ShouldNotContain("\e[K");
    }

    [Fact]
    public async Task What_cannot_be_asked_at_first_is_a_failure()
    {
        Ran ran = await Ran.Async("status --watch --monitor=http://127.0.0.1:1");

        (ran.Exit, ran.Out).ShouldBe((3, ""));
        ran.Error.ShouldContain("no monitor at http://127.0.0.1:1");
    }
}
