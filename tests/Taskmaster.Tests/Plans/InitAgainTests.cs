using Taskmaster.Plans;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Plans;

/// <summary>A document that is read again: ids and progress stay, and what changed is shown.</summary>
public sealed class InitAgainTests
{
    [Fact]
    public async Task The_same_document_changes_nothing()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Dictionary<string, string> before = folder.Contents();
        Ran again = await folder.RunAsync("init");
        again.Out.ShouldContain("3 are as before. Status, assignee and times of 3 tasks are kept, matched by title.");
        folder.Contents().ShouldBe(before);
    }

    [Fact]
    public async Task Progress_and_ids_are_kept_and_the_differences_are_shown()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        await folder.RunAsync("update-subtask", "task-1.2", "task-1.2.2", "completed");
        await folder.RunAsync("assign", "task-1.2", "John Doe");
        folder.Write("PRD.md", PlanFolder.Document
            .Replace("### Search [P0] (24 h)", "### Coupons (6 h)\n\n- Codes\n\n### search [P1] (24 h)", StringComparison.Ordinal)
            .Replace("(16 h)", "(20 h)", StringComparison.Ordinal).Replace("- Add\n", "- Ask\n- Add\n", StringComparison.Ordinal)
            .Replace("### Reports [LOW] (8 h)\n", "", StringComparison.Ordinal).Replace("- Reports", "- Coupons", StringComparison.Ordinal));
        Ran ran = await folder.RunAsync("init");
        ran.Exit.ShouldBe(0);
        ran.Out.Split('\n')[..6].ShouldBe(
        [
            "PRD.md → tasks.json: 2 phases over 3 weeks, 3 tasks, 7 subtasks, 50 h",
            "~  task-1.1  search     P0 → P1, title written anew",
            "~  task-1.2  Basket     16 → 20 h, one subtask more",
            "+  task-2.2  Coupons    6 h, 1 subtask",
            "-  task-2.1  Reports    was pending",
            "0 are as before. Status, assignee and times of 2 tasks are kept, matched by title.",
        ]);
        PlanTask basket = folder.Plan.Tasks.Single(t => t.Id == "task-1.2");
        (basket.Status, basket.Assignee, basket.StartedAt).ShouldBe((Status.InProgress, "John Doe", Ran.Morning));
        basket.Subtasks.Select(s => $"{s.Id} {s.Title} {s.Status}").ShouldBe(["task-1.2.3 Ask Pending", "task-1.2.1 Add Pending", "task-1.2.2 Remove Completed"]);
        folder.History.Entries.Select(e => $"{e.Id} {e.Change}").ShouldBe([" plan", "task-1.2.2 status", "task-1.2 status", "task-1.2 assignee", "task-2.1 dropped", " plan"]);
    }

    [Theory]
    [InlineData("update", "task-1.2", "completed")]
    [InlineData("update-subtask", "task-1.2", "task-1.2.1", "blocked")]
    [InlineData("assign", "task-1.2", "Mara K.")]
    public async Task Progress_that_the_document_lacks_is_named_and_kept_unless_forced(params string[] progress)
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        await folder.RunAsync(progress);
        folder.Write("PRD.md", PlanFolder.Document.Replace("Basket", "Cart", StringComparison.Ordinal));
        Dictionary<string, string> before = folder.Contents();
        Ran refused = await folder.RunAsync("init");
        (refused.Exit, refused.Out).ShouldBe((1, ""));
        refused.Error.ShouldStartWith("taskmaster: PRD.md lacks 1 with progress, nothing was changed: task-1.2 Basket (");
        refused.Error.ShouldEndWith("Put the titles back, or drop them:  taskmaster init --force\n");
        folder.Contents().ShouldBe(before);

        Ran forced = await folder.RunAsync("init", "--force");
        forced.Exit.ShouldBe(0);
        folder.Plan.Tasks.Select(t => $"{t.Id} {t.Title}").ShouldBe(["task-1.1 Search", "task-1.3 Cart", "task-2.1 Reports"]);
    }

    [Fact]
    public async Task A_completed_subtask_that_the_document_lacks_is_progress_too()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        await folder.RunAsync("update-subtask", "task-1.1", "task-1.1.2", "completed");
        folder.Write("PRD.md", PlanFolder.Document.Replace("- Synonyms\n", "", StringComparison.Ordinal));
        (await folder.RunAsync("init")).Error.ShouldContain("task-1.1.2 Synonyms (completed)");
        (await folder.RunAsync("init", "--force")).Out.ShouldContain("~  task-1.1  Search    one subtask less");
    }

    [Fact]
    public async Task An_id_is_never_given_twice_not_even_after_its_task_is_gone()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        folder.Write("PRD.md", PlanFolder.Document.Replace("Reports", "Charts", StringComparison.Ordinal));
        await folder.RunAsync("init");
        folder.Plan.Tasks.Last().Id.ShouldBe("task-2.2");
        folder.Write("PRD.md", PlanFolder.Document.Replace("Reports", "Tables", StringComparison.Ordinal));
        await folder.RunAsync("init");
        folder.Plan.Tasks.Last().Id.ShouldBe("task-2.3");
    }

    [Fact]
    public async Task The_order_of_the_plan_makes_no_id_free()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        folder.Write("PRD.md", PlanFolder.Document.Replace("- Add\n", "- Ask\n- Add\n", StringComparison.Ordinal));
        await folder.RunAsync("init");
        File.Delete(folder.Paths.State); // a clone has no history
        folder.Write("PRD.md", PlanFolder.Document.Replace("- Add\n", "- Ask\n- Add\n- Count\n", StringComparison.Ordinal));
        (await folder.RunAsync("init")).Error.ShouldBeEmpty();
        folder.Plan.Tasks.Single(t => t.Title == "Basket").Subtasks.Select(s => s.Id).ShouldBe(["task-1.2.3", "task-1.2.1", "task-1.2.4", "task-1.2.2"]);
    }

    [Fact]
    public async Task A_task_keeps_its_id_in_another_phase_and_a_renamed_phase_moves_nobody()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        folder.Write("PRD.md", PlanFolder.Document.Replace("- Basket\n", "", StringComparison.Ordinal).Replace("- Reports", "- Reports\n- Basket", StringComparison.Ordinal).Replace("Phase 1: First", "Phase 1: Start", StringComparison.Ordinal));
        Ran ran = await folder.RunAsync("init");
        ran.Out.ShouldContain("~  task-1.2  Basket    moved to Phase 2: Second");
        ran.Out.ShouldContain("2 are as before");
        folder.Plan.Phases[1].Tasks.Select(t => t.Id).ShouldBe(["task-2.1", "task-1.2"]);
    }

    [Fact]
    public async Task Name_and_version_come_from_the_command_else_the_document_else_the_plan_else_the_folder()
    {
        using PlanFolder folder = PlanFolder.Empty();
        folder.Write("told.md", PlanFolder.Document);
        folder.Write("bare.md", "# Features\n\n- a\n");
        await folder.RunAsync("init", "bare.md");
        (folder.Plan.Project, folder.Plan.Version).ShouldBe((Path.GetFileName(folder.Path), "1.0.0"));
        await folder.RunAsync("init", "told.md");
        (folder.Plan.Project, folder.Plan.Version).ShouldBe(("shop", "2.0.0"));
        await folder.RunAsync("init", "bare.md");
        (folder.Plan.Project, folder.Plan.Version).ShouldBe(("shop", "2.0.0"));
        (await folder.RunAsync("init", "told.md", "tasks.json", "my-project", "3.0.0")).Exit.ShouldBe(0);
        (folder.Plan.Project, folder.Plan.Version).ShouldBe(("my-project", "3.0.0"));
        await folder.RunAsync("init", "told.md", "my-tasks.json");
        File.Exists(folder.File("my-tasks.state.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Trying_writes_nothing()
    {
        using PlanFolder folder = PlanFolder.Empty();
        folder.Write("PRD.md", PlanFolder.Document);
        (await folder.RunAsync("init", "--dry-run")).Out.ShouldStartWith("PRD.md → tasks.json, not written: 2 phases over 3 weeks, 3 tasks, 5 subtasks, 48 h\n");
        folder.Contents().Keys.ShouldBe(["PRD.md"]);
    }

    [Fact]
    public async Task Fields_of_others_in_the_plan_survive_every_change()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        string plan = File.ReadAllText(folder.File("tasks.json"));
        folder.Write("tasks.json", plan.Replace("\"id\": \"task-1.1\",", "\"id\": \"task-1.1\", \"ticket\": 4711,", StringComparison.Ordinal).Replace("\"project\":", "\"owner\": {\"team\": \"core\"}, \"project\":", StringComparison.Ordinal));
        await folder.RunAsync("update", "task-1.1", "in_progress");
        await folder.RunAsync("init");
        string after = File.ReadAllText(folder.File("tasks.json"));
        after.ShouldContain("\"ticket\": 4711");
        after.ShouldContain("\"team\": \"core\"");
    }
}
