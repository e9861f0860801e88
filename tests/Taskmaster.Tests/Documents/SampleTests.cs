using Taskmaster.Documents;
using Taskmaster.Plans;

namespace Taskmaster.Tests.Documents;

/// <summary>Documents of every shape that we know of, and what a plan of them has.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("task-list.md", "2 phases, 5 weeks, 10 tasks, 4 subtasks, 48 hours")]
    [InlineData("features.md", "2 phases, 6 weeks, 4 tasks, 7 subtasks, 84 hours")]
    [InlineData("phases.md", "2 phases, 8 weeks, 4 tasks, 4 subtasks, 28 hours")]
    [InlineData("bullets.md", "1 phases, 0 weeks, 3 tasks, 2 subtasks, 16 hours")]
    [InlineData("plain.md", "1 phases, 0 weeks, 2 tasks, 4 subtasks, 16 hours")]
    public void Each_sample_gives_its_plan(string sample, string size) => Size(Plan(Text(sample))).ShouldBe(size);

    [Fact]
    public void Task_lines_keep_their_words_their_priority_and_meet_the_phase_that_names_them()
    {
        Plan plan = Plan(Text("task-list.md"));
        plan.Phases.Select(p => (p.Name, p.Timeline, string.Join("; ", p.Tasks.Select(t => $"{t.Priority} {t.Title}")))).ShouldBe(
        [
            ("Phase 1: Shelves", "Weeks 1-3", "P0 Count shelves; P1 Paint the wall; P0 Functional Requirements; P0 Recipes"),
            ("Phase 2: Scales", "Weeks 4-5", "P1 Scan a label; P1 pantry.md - The document itself; P2 Print labels (A5, A6); P1 \"kitchen@example.com\"; P1 Print labels (A5, A6); P1 Scales".Replace("Scan a label;", "scan - Scan a label;", StringComparison.Ordinal)),
        ]);
    }

    [Fact]
    public void A_heading_with_a_phase_takes_the_task_lines_that_it_tells_again() =>
        Plan(Text("task-list.md")).Tasks.Single(t => t.Title == "Scales").Subtasks.Select(s => s.Title).ShouldBe(["Weigh jars", "Weigh boxes"]);

    [Fact]
    public void What_was_skipped_is_said_with_its_line()
    {
        Skipped[] skipped = [.. PrdReader.Read(Text("task-list.md"), "x").Skipped];
        skipped.Select(s => $"{s.Line} {s.Reason}").ShouldBe(["57 block of code", "75 table", "81 second plan of phases"]);
        PrdReader.Read(Text("features.md"), "x").Skipped.Select(s => $"{s.Reason}: {s.Text}").ShouldBe(
            ["section without work: Ferry: requirements", "section that tells: 1 Goals", "section that tells: 2 Personas", "stands under dependencies: A bank", "section without work: 3.3 Weather", "section that tells: Out of scope"]);
    }

    [Fact]
    public void Fields_lists_and_wrapped_lines_become_what_they_say()
    {
        Plan plan = Plan(Text("features.md"));
        PlanTask booking = plan.Phases[0].Tasks[0];
        (booking.Id, booking.Title, booking.Priority, booking.EstimatedHours, booking.Description).ShouldBe(("task-1.1", "Booking", Priority.P0, 24m, "A seat on the next crossing."));
        booking.Subtasks.Select(s => $"{s.Id} {s.Title}").ShouldBe(["task-1.1.1 A seat is booked once", "task-1.1.2 A seat that is not paid within five minutes is free again"]);
        plan.Phases[0].Tasks[1].ShouldSatisfyAllConditions(t => t.Title.ShouldBe("Buoys"), t => t.Priority.ShouldBe(Priority.P2), t => t.EstimatedHours.ShouldBe(40));
        PlanTask timetable = plan.Phases[1].Tasks[0];
        (timetable.Title, timetable.Priority, timetable.EstimatedHours).ShouldBe(("Timetable", Priority.P0, 12m));
        timetable.Subtasks.Select(s => s.Title).ShouldBe(["Shows the day", "Shows the week", "Prints"]);
    }

    [Fact]
    public void Our_own_document_gives_the_plan_that_it_promises() => Size(Plan(EtcdMonitor.Tests.Cli.Repository.Read("PRD.md"))).ShouldBe("4 phases, 16 weeks, 33 tasks, 192 subtasks, 560 hours");

    /// <summary>The four documents that the project grew from lie beside a checkout, or nowhere.</summary>
    [Theory]
    [InlineData("README.txt", 58, "4 phases, 16 weeks, 51 tasks, 13 subtasks, 230 hours")]
    [InlineData("README_COMPLETE.txt", 111, "3 phases, 0 weeks, 119 tasks, 0 subtasks, 476 hours")]
    [InlineData("README_FULL_IMPLEMENTATION.txt", 106, "3 phases, 0 weeks, 115 tasks, 0 subtasks, 460 hours")]
    [InlineData("ETCD_PATTERNS_GUIDE.txt", 74, "3 phases, 0 weeks, 84 tasks, 1 subtasks, 338 hours")]
    public void Each_task_line_of_the_first_documents_becomes_a_task_or_a_subtask(string name, int lines, string size)
    {
        string? text = Seed(name);
        if (text is null)
        {
            return; // a clone by itself; the samples have the same shapes
        }

        Plan plan = Plan(text);
        Size(plan).ShouldBe(size);
        List<string> titles = [.. plan.Tasks.SelectMany(t => t.Subtasks.Select(s => Letters(s.Title)).Prepend(Letters(t.Title)))];
        string[] told = [.. text.Split('\n').Where(l => l.StartsWith("**TASK_", StringComparison.Ordinal)).Select(l => l[(l.IndexOf("]: ", StringComparison.Ordinal) + 3)..])];
        told.Length.ShouldBe(lines);
        foreach (string line in told)
        {
            titles.Remove(Letters(System.Text.RegularExpressions.Regex.Replace(line, @"\]\([^)]*\)", ""))).ShouldBeTrue(line);
        }
    }

    internal static string Size(Plan plan) =>
        $"{plan.Summary.TotalPhases} phases, {plan.Summary.TotalWeeks} weeks, {plan.Summary.TotalTasks} tasks, {plan.Summary.TotalSubtasks} subtasks, {plan.Summary.EstimatedHours:0.#} hours";

    internal static Plan Plan(string text) => PlanBuilder.Build(PrdReader.Read(text, "x"), "x", "1").Plan;

    internal static string Text(string sample) => EtcdMonitor.Tests.Cli.Repository.Read(Path.Combine("tests", "Taskmaster.Tests", "Samples", sample));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string? Seed(string name)
    {
        string file = Path.Combine(EtcdMonitor.Tests.Cli.Repository.Root, "..", "shared", "seed-docs", name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
