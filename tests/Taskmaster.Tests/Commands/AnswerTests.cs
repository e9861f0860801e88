using Etcd.Testing;
using Taskmaster.Commands;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Commands;

/// <summary>What people see, held by approved files.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("--help", "help.txt")]
    [InlineData("help", "help.txt")]
    [InlineData("init --help", "help-init.txt")]
    [InlineData("help update", "help-update.txt")]
    public async Task Help_goes_to_standard_output(string arguments, string golden)
    {
        Ran ran = await Ran.InAsync(".", arguments.Split(' '));
        (ran.Exit, ran.Error).ShouldBe((0, ""));
        Golden.Match(golden, ran.Out);
    }

    [Fact]
    public async Task Help_fits_80_columns()
    {
        foreach (string verb in Verbs.All.Select(v => v.Name))
        {
            (await Ran.InAsync(".", [verb, "--help"])).Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
        }
    }

    [Fact]
    public async Task A_plan_and_one_task_of_it_read_like_this()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        ManualTime time = new(Ran.Morning);
        async Task<string> RunAsync(params string[] args)
        {
            Ran ran = await Ran.InAsync(folder.Path, args, time);
            ran.Error.ShouldBeEmpty();
            time.Advance(TimeSpan.FromMinutes(90));
            return $"$ taskmaster {string.Join(' ', args.Select(a => a.Contains(' ', StringComparison.Ordinal) || a.Length == 0 ? $"\"{a}\"" : a))} → {ran.Exit}\n{ran.Out}\n";
        }

        string all = await RunAsync("status")
            + await RunAsync("update", "task-1.1", "in_progress", "Starting project setup")
            + await RunAsync("assign", "task-1.1", "Mara K.")
            + await RunAsync("update-subtask", "task-1.1", "task-1.1.2", "completed")
            + await RunAsync("update-subtask", "task-1.2", "task-1.2.1", "completed")
            + await RunAsync("update-subtask", "task-1.2", "task-1.2.2", "completed")
            + await RunAsync("update", "task-2.1", "blocked", "waits for an account")
            + await RunAsync("update", "task-2.1", "blocked")
            + await RunAsync("status")
            + await RunAsync("progress")
            + await RunAsync("details", "task-1.1")
            + await RunAsync("details", "task-1.2.1")
            + await RunAsync("details", "task-2.1")
            + await RunAsync("update", "task-1.1", "completed")
            + await RunAsync("assign", "task-1.1", "")
            + await RunAsync("history")
            + await RunAsync("history", "2")
            + await RunAsync("details", "task-1.1", "--json")
            + await RunAsync("update", "task-1.1", "blocked", "--json");
        Golden.Match("answers.txt", all);
    }

    [Fact]
    public async Task A_narrow_terminal_drops_columns_and_never_an_id()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync(PlanFolder.Document.Replace("Search", "Search for everything that a person can have meant with a few words", StringComparison.Ordinal));
        string[] lines = (await Ran.InAsync(folder.Path, ["status", "--color=never"], columns: 60)).Out.Split('\n');
        lines.Where(l => l.StartsWith("  ", StringComparison.Ordinal)).ShouldAllBe(l => l.Length <= 60 && l.Contains("task-", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains('…', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Colour_says_nothing_that_words_do_not()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        await folder.RunAsync("update", "task-1.1", "in_progress");
        await folder.RunAsync("update", "task-2.1", "blocked");
        string coloured = (await folder.RunAsync("status", "--color=always")).Out;
        coloured.ShouldContain("\e[1m  in_progress\e[0m");
        coloured.ShouldContain("\e[33m  blocked");
        coloured.ShouldContain("\e[2m  pending");
        System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", "").ShouldBe((await folder.RunAsync("status")).Out);
    }

    [Fact]
    public async Task Titles_and_notes_cannot_reach_the_terminal()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync(PlanFolder.Document.Replace("Search", "Se\e[31march", StringComparison.Ordinal));
        await folder.RunAsync("update", "task-1.1", "blocked", "a\nb\u202ec");
        foreach (string[] args in new[] { new[] { "status" }, ["details", "task-1.1"], ["history"] })
        {
            string text = (await folder.RunAsync(args)).Out;
            text.ShouldNotContain('\e');
            text.ShouldNotContain('\u202e');
        }

        (await folder.RunAsync("status")).Out.ShouldContain("Se\\x1b[31march");
    }

    [Fact]
    public async Task Only_ascii_is_there_for_a_terminal_that_has_no_more()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        (await folder.RunAsync("status", "--ascii")).Out.ShouldAllBe(c => c < 128);
        (await folder.RunAsync("init", "--dry-run", "--ascii")).Out.ShouldStartWith("PRD.md -> tasks.json");
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_is_one_line(string arguments) =>
        (await Ran.InAsync(".", [arguments])).Out.ShouldMatch(@"^taskmaster \d+\.\d+\.\d+( \([0-9a-f]{7}\))? on \.NET 10\.\d+\.\d+, [a-z]+-[a-z0-9]+\n$");

    [Theory]
    [InlineData("bash", "bash -n")]
    [InlineData("zsh", "")]
    [InlineData("fish", "")]
    public async Task Completion_knows_every_verb_and_status(string shell, string check)
    {
        string script = (await Ran.InAsync(".", ["completion", shell])).Out;
        foreach (string word in Verbs.All.Select(v => v.Name).Concat(Taskmaster.Plans.StatusWords.All))
        {
            script.ShouldContain(word);
        }

        if (check.Length > 0 && File.Exists("/bin/bash"))
        {
            using EtcdMonitor.Tests.Support.TemporaryFolder folder = new();
            using System.Diagnostics.Process bash = System.Diagnostics.Process.Start("/bin/bash", ["-n", folder.Write("c.bash", script)]);
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
            bash.ExitCode.ShouldBe(0);
        }
    }
}
