using System.Text;
using System.Text.Json;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Commands;

/// <summary>Each mistake is one line that names it, and changes nothing.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData("update task-1.1 in-progress", "unknown status in-progress. Did you mean in_progress? Nothing was changed")]
    [InlineData("update task-1.1 done", "unknown status done. Did you mean completed? Nothing was changed")]
    [InlineData("update task-1.1 quick", "unknown status quick. Write pending, in_progress, completed, blocked. Nothing was changed")]
    [InlineData("update task-1.9 completed", "unknown task task-1.9. Did you mean task-1.1? Nothing was changed")]
    [InlineData("update 1.2 completed", "unknown task 1.2. Did you mean task-1.2? Nothing was changed")]
    [InlineData("details everything", "unknown task everything. tasks.json has 3 tasks:  taskmaster status")]
    [InlineData("update task-1.1.1 completed", "task-1.1.1 is a subtask. Write:  taskmaster update-subtask task-1.1 task-1.1.1 completed")]
    [InlineData("update-subtask task-1.1 task-1.2.1 completed", "task-1.2.1 is a subtask of task-1.2, not of task-1.1. Nothing was changed")]
    [InlineData("update-subtask task-1.1 task-1.1.7 completed", "unknown subtask task-1.1.7. Did you mean task-1.1.1? Nothing was changed")]
    [InlineData("update-subtask task-1.1 seven completed", "unknown subtask seven. task-1.1 has 3 subtasks:  taskmaster details task-1.1")]
    [InlineData("update task-1.1", "update needs ID STATUS [NOTE], STATUS is missing. Example:  taskmaster update task-1.1 in_progress \"Starting project setup\"")]
    [InlineData("update task-1.1 blocked no account", "update takes ID STATUS [NOTE], \"account\" is one too many. Put words that belong together in quotes")]
    [InlineData("status now", "status takes no argument, \"now\" is one too many. All:  taskmaster status --help")]
    [InlineData("history many", "history \"many\" is no number of changes. Write 1 or more:  taskmaster history 50")]
    [InlineData("history 0", "history \"0\" is no number of changes. Write 1 or more:  taskmaster history 50")]
    [InlineData("staus", "unknown verb staus. Did you mean status? All:  taskmaster --help")]
    [InlineData("status --fiel=x", "unknown flag --fiel. Did you mean --file? All:  taskmaster --help")]
    [InlineData("status --file", "--file needs a value. Write --file=FILE")]
    [InlineData("status --force", "status has no use for --force. All:  taskmaster status --help")]
    [InlineData("status --color=blue", "--color \"blue\" is not known. Write auto, always, never")]
    [InlineData("status --json=yes", "--json takes no value. Write --json")]
    [InlineData("", "needs a verb, such as status. All:  taskmaster --help")]
    [InlineData("completion bsh", "unknown shell bsh. Did you mean bash?")]
    [InlineData("init PRD.md a.json --file=b.json", "the plan is named twice: a.json and --file=b.json. Give one of them")]
    [InlineData("init tasks.json", "tasks.json cannot be the document and the plan. Give the plan a name of its own:  taskmaster init PRD.md tasks.json")]
    [InlineData("init nowhere.md", "there is no nowhere.md. Write the product document, or name it:  taskmaster init PRD.md")]
    [InlineData("status --file=plans.json", "there is no plans.json. Make it from a product document:  taskmaster init PRD.md")]
    [InlineData("update task-1.1 completed --file=plans.json", "there is no plans.json. Make it from a product document:  taskmaster init PRD.md")]
    public async Task It_is_one_line_and_exit_code_2(string arguments, string message)
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Dictionary<string, string> before = folder.Contents();
        Ran ran = await folder.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        ran.ShouldBe(new Ran(2, "", $"taskmaster: {message}\n"));
        folder.Contents().ShouldBe(before);
    }

    [Fact]
    public async Task For_programs_it_is_an_object()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Ran ran = await folder.RunAsync("update", "task-1.1", "in-progress", "--json");
        ran.Out.ShouldBeEmpty();
        JsonElement error = JsonDocument.Parse(ran.Error).RootElement.GetProperty("error");
        error.GetProperty("exit").GetInt32().ShouldBe(2);
        error.GetProperty("hint").GetString().ShouldBe("Did you mean in_progress? Nothing was changed");
    }

    [Theory]
    [InlineData("empty", "PRD.md is empty")]
    [InlineData("blank", "PRD.md is empty")]
    [InlineData("binary", "PRD.md is not text: byte 0xff at offset 1 is no UTF-8")]
    [InlineData("zero", "PRD.md is not text: a zero byte in line 2")]
    [InlineData("letter", "PRD.md ends in the middle of a letter: it is cut off")]
    [InlineData("code", "PRD.md ends inside the block of code that begins in line 3: it is cut off, or the block has no end")]
    [InlineData("prose", "PRD.md has no task in it. A task is a line TASK_001: …, or a heading with requirements below it")]
    [InlineData("totals", "PRD.md says 4 tasks and has 2: it is cut off, or the line that begins with Plan is old")]
    [InlineData("crowd", "PRD.md has 10,001 headings and points, and a plan has room for 10,000. Give the product document itself, or parts of it")]
    [InlineData("folder", "PRD.md is a folder")]
    [InlineData("huge", "PRD.md is larger than 4 MiB. Give the product document itself")]
    public async Task A_document_that_is_none_is_told_and_nothing_is_written(string kind, string message)
    {
        using PlanFolder folder = PlanFolder.Empty();
        byte[] content = kind switch
        {
            "empty" => [],
            "blank" => Encoding.UTF8.GetBytes(" \n\t\n\ufeff"[..4]),
            "binary" => [0x89, 0xff, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a],
            "zero" => Encoding.UTF8.GetBytes("# a\nb\0c\n"),
            "letter" => Encoding.UTF8.GetBytes("# Features\n\n- Ä")[..^1],
            "code" => Encoding.UTF8.GetBytes("# Features\n- a\n```bash\n- b\n"),
            "prose" => Encoding.UTF8.GetBytes("# A story\n\nOnce upon a time.\n"),
            "totals" => Encoding.UTF8.GetBytes("**Plan:** 4 tasks\n\n## Features\n\n- a\n- b\n"),
            "crowd" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_001).Select(i => $"- {i}\n"))),
            "huge" => new byte[(4 << 20) + 1],
            _ => [],
        };
        if (kind == "binary")
        {
            content[0] = (byte)'P';
        }

        if (kind == "folder")
        {
            Directory.CreateDirectory(folder.File("PRD.md"));
        }
        else
        {
            File.WriteAllBytes(folder.File("PRD.md"), content);
        }

        (await folder.RunAsync("init")).ShouldBe(new Ran(2, "", $"taskmaster: {message}\n"));
        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe(["PRD.md"]);
    }

    /// <summary>Our own document says how large it is: whatever is cut from it is missed, up to the words behind its last task.</summary>
    [Fact]
    public async Task A_document_that_was_cut_off_anywhere_is_never_taken_for_the_whole()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(EtcdMonitor.Tests.Cli.Repository.Root, "PRD.md"));
        int end = Encoding.UTF8.GetString(whole).IndexOf("- Reach and polish", StringComparison.Ordinal);
        using PlanFolder folder = PlanFolder.Empty();
        for (int length = 200; length < end; length += 311)
        {
            File.WriteAllBytes(folder.File("PRD.md"), whole[..length]);
            Ran ran = await folder.RunAsync("init");
            (ran.Exit, ran.Out).ShouldBe((2, ""), $"{length} bytes");
            ran.Error.Count(c => c == '\n').ShouldBe(1);
        }

        folder.Contents().Keys.ShouldBe(["PRD.md"]);
    }

    [Theory]
    [InlineData("", "is no plan: The input does not contain any JSON tokens")]
    [InlineData("{ \"project\": \"x\", \"phases\": [", "is no plan at $.phases")]
    [InlineData("null", "is no plan: null")]
    [InlineData("[]", "is no plan: the value has another kind")]
    [InlineData("{}", "is no plan: it lacks 'project', 'phases'")]
    [InlineData("{\"project\":\"x\",\"phases\":[null]}", "tasks.json is no plan: a phase, task or subtask is null")]
    [InlineData("{\"project\":\"x\",\"phases\":[{\"id\":\"p\",\"name\":\"n\",\"tasks\":[{\"id\":\"a\",\"title\":\"t\",\"status\":\"doing\"}]}]}", "is no plan at $.phases[0].tasks[0].status: \"doing\" is no status")]
    [InlineData("{\"project\":\"x\",\"phases\":[{\"id\":\"p\",\"name\":\"n\",\"tasks\":[{\"id\":\"a\",\"title\":\"t\",\"subtasks\":[{\"id\":\"a\",\"title\":\"u\"}]}]}]}", "tasks.json is no plan: the id a is there twice")]
    [InlineData("{\"project\":\"x\",\"phases\":[{\"id\":\"p\",\"name\":\"n\",\"tasks\":[{\"id\":\"a\",\"title\":\"t\",\"estimatedHours\":-1}]}]}", "tasks.json is no plan: a has -1 hours")]
    public async Task A_broken_plan_is_told_with_its_place_and_left_as_it_is(string content, string message)
    {
        using PlanFolder folder = PlanFolder.Empty();
        folder.Write("PRD.md", PlanFolder.Document);
        folder.Write("tasks.json", content);
        foreach (string[] args in new[] { new[] { "status" }, ["progress"], ["update", "task-1.1", "completed"], ["init"], ["init", "--force"] })
        {
            Ran ran = await folder.RunAsync(args);
            (ran.Exit, ran.Out).ShouldBe((2, ""));
            ran.Error.ShouldStartWith("taskmaster: tasks.json");
            ran.Error.ShouldContain(message);
            ran.Error.Count(c => c == '\n').ShouldBe(1);
        }

        folder.Contents().Keys.ShouldBe(["PRD.md", "tasks.json"], ignoreOrder: true);
        File.ReadAllText(folder.File("tasks.json")).ShouldBe(content);
    }

    [Fact]
    public async Task A_plan_cut_off_at_any_byte_is_told_and_left_as_it_is()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        byte[] whole = File.ReadAllBytes(folder.Paths.Tasks);
        for (int length = 0; length < whole.Length - 2; length += 97)
        {
            File.WriteAllBytes(folder.Paths.Tasks, whole[..length]);
            Ran ran = await folder.RunAsync("assign", "task-1.1", "Ann");
            ran.Exit.ShouldBe(2, $"{length} bytes");
            ran.Error.Count(c => c == '\n').ShouldBe(1);
            File.ReadAllBytes(folder.Paths.Tasks).Length.ShouldBe(length);
        }
    }

    [Fact]
    public async Task A_broken_history_stops_a_change_and_not_a_look_at_figures()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        folder.Write("tasks.state.json", "{");
        string plan = File.ReadAllText(folder.Paths.Tasks);
        Ran ran = await folder.RunAsync("update", "task-1.1", "completed");
        ran.Exit.ShouldBe(2);
        ran.Error.ShouldStartWith("taskmaster: tasks.state.json:1 is no history");
        File.ReadAllText(folder.Paths.Tasks).ShouldBe(plan);
        (await folder.RunAsync("progress")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_or_is_not_there_is_told()
    {
        using PlanFolder folder = PlanFolder.Empty();
        folder.Write("PRD.md", PlanFolder.Document);
        Ran ran = await folder.RunAsync("init", "PRD.md", "nowhere/tasks.json");
        ran.Exit.ShouldBe(2);
        ran.Error.ShouldStartWith("taskmaster: there is no folder ");
        (await folder.RunAsync("init", "PRD.md", "a\0b")).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task A_note_may_begin_with_a_dash_and_hold_quotes_and_letters_of_all_languages()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        (await folder.RunAsync("update", "task-1.1", "blocked", "- \"Über\" 漢字 😀")).Exit.ShouldBe(0);
        (await folder.RunAsync("update", "task-1.1", "blocked", "--", "--really")).Exit.ShouldBe(0);
        folder.History.Entries.TakeLast(2).Select(e => e.Note).ShouldBe(["- \"Über\" 漢字 😀", "--really"]);
        File.ReadAllText(folder.File("tasks.state.json")).ShouldContain("Über");
    }
}
