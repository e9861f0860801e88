using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Output;

/// <summary>What a change did, what it left open, how to take it back.</summary>
internal static class ChangeRenderer
{
    /// <summary>Renders it.</summary>
    public static IEnumerable<Line> Render(PlanTask task, IReadOnlyList<Entry> entries, string? file)
    {
        if (entries.Count == 0)
        {
            yield return new Line().Add($"{Texts.Foreign(task.Id)} is so already. Nothing was changed.");
            yield break;
        }

        foreach (Entry entry in entries)
        {
            string title = task.Subtasks.FirstOrDefault(s => s.Id == entry.Id)?.Title ?? task.Title;
            yield return new Line().Add(Texts.Foreign(entry.Id!)).Add("  ").Add(Texts.Foreign($"{entry.From ?? Figures.Missing} → {entry.To ?? Figures.Missing}"), Style.Bold)
                .Add($"  {Texts.Foreign(title)}").Add(entry.Note is null ? "" : $"  \"{Texts.Foreign(entry.Note)}\"", Style.Dim);
        }

        string[] open = [.. task.Subtasks.Where(s => s.Status != Status.Completed).Select(s => s.Id)];
        if (task.Status == Status.Completed && open.Length > 0)
        {
            yield return new Line().Add($"{open.Length} of {Figures.Plural(task.Subtasks.Count, "subtask")} {(open.Length == 1 ? "is" : "are")} not completed: {Texts.Foreign(string.Join(", ", open))}");
        }
        else if (task.Status == Status.Blocked && open.Length == 0 && task.Subtasks.Count > 0)
        {
            yield return new Line().Add($"All subtasks are completed, and {Texts.Foreign(task.Id)} is still blocked.");
        }

        if (entries[0].From != entries[0].To)
        {
            string where = file is null ? "" : $" --file={Texts.Quoted(file)}";
            yield return new Line().Add($"Undo:  {string.Join(" && ", entries.Select(e => $"taskmaster {Undo(task, e)}{where}"))}", Style.Dim);
        }
    }

    private static string Undo(PlanTask task, Entry entry) => entry.Change switch
    {
        "assignee" => $"assign {Texts.Quoted(task.Id)} {Texts.Quoted(entry.From ?? "")}",
        _ when entry.Id == task.Id => $"update {Texts.Quoted(task.Id)} {entry.From}",
        _ => $"update-subtask {Texts.Quoted(task.Id)} {Texts.Quoted(entry.Id!)} {entry.From}",
    };
}
