using Taskmaster.Files;
using Taskmaster.Plans;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Files;

/// <summary>The process ends before each step of a write.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("write history", false)]
    [InlineData("write plan", false)]
    [InlineData("replace plan", false)]
    [InlineData("replace history", true)]
    [InlineData("end", true)]
    public async Task Plan_and_history_are_both_the_old_ones_or_both_the_new_ones(string step, bool isNew)
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        CrashOnce(folder, step);
        Holds(folder, isNew);

        // the next writer completes or forgets it, and a reader sees no difference
        (await folder.RunAsync("assign", "task-1.2", "Ann")).Exit.ShouldBe(0);
        Holds(folder, isNew);
        folder.History.Entries[^1].To.ShouldBe("Ann");
        folder.Contents().Keys.ShouldBe(["PRD.md", "tasks.json", "tasks.state.json"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_write_that_is_cut_off_in_the_middle_of_a_file_was_never_made()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        CrashOnce(folder, "replace plan");
        foreach (string name in new[] { folder.Paths.NextState, folder.Paths.NextTasks })
        {
            byte[] content = File.ReadAllBytes(name);
            File.WriteAllBytes(name, content[..(content.Length / 2)]);
        }

        Holds(folder, isNew: false);
        (await folder.RunAsync("assign", "task-1.2", "Ann")).Exit.ShouldBe(0);
        folder.Contents().Keys.ShouldNotContain(name => name.EndsWith(".next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_changes_nothing_and_is_told()
    {
        if (!File.Exists("/dev/full") || OperatingSystem.IsWindows())
        {
            return;
        }

        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Dictionary<string, string> before = folder.Contents();
        File.CreateSymbolicLink(folder.Paths.NextTasks, "/dev/full");
        Ran ran = await folder.RunAsync("assign", "task-1.1", "Ann");
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldStartWith("taskmaster: tasks.json could not be written: ");
        ran.Error.Count(c => c == '\n').ShouldBe(1);
        folder.Contents().Where(f => !f.Key.EndsWith(".next", StringComparison.Ordinal)).ShouldBe(before);
    }

    [Fact]
    public async Task A_link_stays_a_link_and_the_rights_of_the_file_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        File.SetUnixFileMode(folder.Paths.Tasks, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder.File("link.json"), folder.Paths.Tasks);
        (await folder.RunAsync("assign", "task-1.1", "Ann", "--file=link.json")).Exit.ShouldBe(0);
        new FileInfo(folder.File("link.json")).LinkTarget.ShouldNotBeNull();
        folder.Plan.Tasks.First().Assignee.ShouldBe("Ann");
        File.GetUnixFileMode(folder.Paths.Tasks).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void CrashOnce(PlanFolder folder, string step)
    {
        PlanStore store = new(folder.Paths) { Before = name => _ = name == step ? throw new CrashException() : 0 };
        Plan plan = store.Read();
        PlanTask task = plan.Tasks.First() with { Assignee = "crash" };
        Should.Throw<CrashException>(() => store.Write(plan.With(task), store.ReadHistory(), [new Entry(Ran.Morning, task.Id, "assignee", null, "crash", null, null)]));
    }

    private static void Holds(PlanFolder folder, bool isNew)
    {
        folder.Plan.Tasks.First().Assignee.ShouldBe(isNew ? "crash" : null);
        folder.History.Entries.Any(e => e.To == "crash").ShouldBe(isNew);
    }

    private sealed class CrashException : Exception;
}
