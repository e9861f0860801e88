using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>One task, whole.</summary>
internal static class DetailsRenderer
{
    /// <summary>Renders it.</summary>
    public static IEnumerable<Line> Render(Plan plan, PlanTask task, History history, Terminal terminal, DateTimeOffset now)
    {
        Phase phase = plan.Phases.First(p => p.Tasks.Contains(task));
        yield return new Line().Add(Texts.Foreign(task.Id)).Add("  ").Add(Texts.Foreign(task.Title), Style.Bold).Add("    ").Add(Texts.Of(phase), Style.Dim);
        yield return new Line().Add(Texts.Of(task.Status).Text, Texts.Of(task.Status).Style).Add(
            $"{Since(task, history, now)}, {task.Priority}, {PlanMerge.Hours(task.EstimatedHours)}, {(task.Assignee is { } name ? Texts.Foreign(name) : "nobody assigned")}");
        if (history.LastStatus(task.Id) is { Note: { } note } last && last.To == StatusWords.Of(task.Status))
        {
            yield return new Line().Add($"Note: {Texts.Foreign(note)}");
        }

        if (task.Description.Length > 0)
        {
            foreach (Line line in Wrap.Sentence(terminal, new Line(), Texts.Foreign(task.Description)))
            {
                yield return line;
            }
        }

        if (task.Subtasks.Count == 0)
        {
            yield return new Line().Add("It has no subtasks.");
            yield break;
        }

        yield return new Line().Add($"{Texts.Bar(task.CompletedSubtasks, task.Subtasks.Count)}  {task.CompletedSubtasks} of {Figures.Plural(task.Subtasks.Count, "subtask")}");
        int width = task.Subtasks.Max(s => Texts.Foreign(s.Id).Length) + 2;
        foreach (Subtask subtask in task.Subtasks)
        {
            Span status = Texts.Of(subtask.Status);
            yield return new Line().Add("  ").Add(status.Text, status.Style).PadTo(15).Add(Texts.Foreign(subtask.Id)).PadTo(15 + width).Add(Texts.Foreign(subtask.Title));
        }
    }

    private static string Since(PlanTask task, History history, DateTimeOffset now) => task switch
    {
        { Status: Status.InProgress, StartedAt: { } start } => $" since {Figures.Instant(start, now)}",
        { Status: Status.Completed, CompletedAt: { } end, StartedAt: { } start } => $" {Figures.Instant(end, now)}, {Figures.Age(end - start)} after its start",
        { Status: Status.Completed, CompletedAt: { } end } => $" {Figures.Instant(end, now)}",
        { Status: Status.Blocked } when history.LastStatus(task.Id) is { To: "blocked" } last => $" since {Figures.Instant(last.At, now)}",
        _ => "",
    };
}
