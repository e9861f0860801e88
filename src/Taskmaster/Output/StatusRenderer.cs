using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>The whole plan: a line a task, under its phase.</summary>
internal static class StatusRenderer
{
    private const string Indent = "  ";

    /// <summary>Renders it.</summary>
    public static IEnumerable<Line> Render(Plan plan, History history, Terminal terminal)
    {
        yield return Head(plan);
        using IEnumerator<Line> rows = Rows(plan, history, terminal).GetEnumerator();
        int width = plan.Phases.Select(p => Texts.Of(p).Length).DefaultIfEmpty().Max();
        foreach (Phase phase in plan.Phases)
        {
            int completed = phase.Tasks.Count(t => t.Status == Status.Completed);
            yield return Line.Empty;
            yield return new Line().Add(Texts.Of(phase), Style.Bold).PadTo(width + 2).Add(Texts.Bar(completed, phase.Tasks.Count)).Add($"  {completed} of {Figures.Plural(phase.Tasks.Count, "task")}");
            for (int i = 0; i < phase.Tasks.Count && rows.MoveNext(); i++)
            {
                yield return rows.Current;
            }
        }
    }

    private static Line Head(Plan plan)
    {
        Progress progress = Progress.Of(plan);
        return new Line().Add(Texts.Foreign($"{plan.Project} {plan.Version}".TrimEnd())).Add(
            $": {progress.CompletedTasks} of {Figures.Plural(progress.TotalTasks, "task")} ({Texts.Percent(progress.CompletedTasks, progress.TotalTasks)}), "
            + $"{progress.Subtasks.Completed} of {Figures.Plural(progress.Subtasks.Total, "subtask")} ({Texts.Percent(progress.Subtasks.Completed, progress.Subtasks.Total)}), "
            + $"{PlanMerge.Hours(progress.Hours.Completed)[..^2]} of {PlanMerge.Hours(progress.Hours.Estimated)}");
    }

    private static IEnumerable<Line> Rows(Plan plan, History history, Terminal terminal)
    {
        Table table = new(
        [
            new Column(""), new Column(""), new Column("") { DropOrder = 3 }, new Column("") { Right = true, DropOrder = 2 }, new Column("") { Right = true },
            new Column("") { DropOrder = 5, CutTo = 20 }, new Column("") { DropOrder = 4 }, new Column("") { DropOrder = 1, CutTo = 12 },
        ]);
        foreach (PlanTask task in plan.Tasks)
        {
            Span status = Texts.Of(task.Status);
            table.Add(
                status with { Text = Indent + status.Text }, new(Texts.Foreign(task.Id)), new($"{task.Priority}"), new(PlanMerge.Hours(task.EstimatedHours), Style.Dim), new($"{task.CompletedSubtasks}/{task.Subtasks.Count}"),
                new(Texts.Foreign(task.Title)), new(Texts.Foreign(task.Assignee ?? Figures.Missing)), new(WaitsFor(task, history), Style.Dim));
        }

        // the words in the columns need no heads
        return table.Render(terminal).Skip(1);
    }

    private static string WaitsFor(PlanTask task, History history) =>
        task.Status == Status.Blocked && history.LastStatus(task.Id) is { To: "blocked", Note: { } note } ? Texts.Foreign(note) : "";
}
