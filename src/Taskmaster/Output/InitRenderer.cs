using EtcdMonitor.Cli.Output;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>What <c>init</c> made of a document.</summary>
internal static class InitRenderer
{
    /// <summary>Renders it.</summary>
    /// <param name="answer">What was done.</param>
    /// <param name="verbose">Each part that was skipped, instead of how many of a kind.</param>
    public static IEnumerable<Line> Render(InitAnswer answer, bool verbose)
    {
        Summary size = answer.Summary;
        string weeks = size.TotalWeeks == 0 ? "" : $" over {Figures.Plural(size.TotalWeeks, "week")}";
        yield return new Line().Add(
            $"{Texts.Foreign(answer.Source)} → {Texts.Foreign(answer.File)}{(answer.Written ? "" : ", not written")}: {Figures.Plural(size.TotalPhases, "phase")}{weeks}, "
            + $"{Figures.Plural(size.TotalTasks, "task")}, {Figures.Plural(size.TotalSubtasks, "subtask")}, {PlanMerge.Hours(size.EstimatedHours)}");
        int id = answer.Changes.Select(c => Texts.Foreign(c.Id).Length).DefaultIfEmpty().Max();
        int title = answer.Changes.Select(c => Texts.Foreign(c.Title).Length).DefaultIfEmpty().Max();
        foreach (PlanChange change in answer.Changes)
        {
            yield return new Line().Add(change.Mark, Style.Bold).Add("  ").Add(Texts.Foreign(change.Id)).PadTo(id + 5).Add(Texts.Foreign(change.Title)).PadTo(id + title + 9).Add(Texts.Foreign(change.What));
        }

        if (answer.Kept is { } kept)
        {
            int changed = answer.Changes.Count(c => c.Mark == "~");
            yield return new Line().Add($"{kept - changed} are as before. Status, assignee and times of {Figures.Plural(kept, "task")} are kept, matched by title.");
        }

        if (answer.Estimated > 0)
        {
            yield return new Line().Add($"{Figures.Plural(answer.Estimated, "task")} without hours in the document: 4 h and 2 h a subtask are taken.");
        }

        foreach (Line line in verbose ? Each(answer) : InShort(answer))
        {
            yield return line;
        }
    }

    private static IEnumerable<Line> Each(InitAnswer answer) =>
        answer.Skipped.Select(s => new Line().Add($"Skipped line {s.Line}: {s.Reason}").Add(s.Text.Length == 0 ? "" : $": {Texts.Foreign(s.Text)}", Style.Dim));

    private static IEnumerable<Line> InShort(InitAnswer answer)
    {
        string[] kinds = [.. answer.Skipped.GroupBy(s => s.Reason).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} ({g.Count()})")];
        if (kinds.Length > 0)
        {
            yield return new Line().Add(Texts.Foreign($"Skipped: {string.Join(", ", kinds)}. All:  taskmaster init {Texts.Quoted(answer.Source)} {Texts.Quoted(answer.File)} --dry-run --verbose"), Style.Dim);
        }
    }
}
