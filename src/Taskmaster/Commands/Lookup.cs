using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Commands;

/// <summary>Finds what was named, or says what was meant; nothing runs on a guess.</summary>
internal static class Lookup
{
    private const string Unchanged = "Nothing was changed";

    /// <summary>The task of that id.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static PlanTask Task(Plan plan, string id, string shown) => plan.Tasks.FirstOrDefault(t => t.Id == id) ?? throw Unknown("task", id, plan.Tasks.Select(t => t.Id), $"{shown} has {Figures.Plural(plan.Tasks.Count(), "task")}:  taskmaster status");

    /// <summary>The task of that id, or the one that has the subtask of that id.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static PlanTask TaskWith(Plan plan, string id, string shown) => plan.Tasks.FirstOrDefault(t => t.Subtasks.Any(s => s.Id == id)) ?? Task(plan, id, shown);

    /// <summary>The subtask of that id.</summary>
    /// <exception cref="RefusedException">The task has none.</exception>
    public static Subtask Subtask(Plan plan, PlanTask task, string id)
    {
        if (task.Subtasks.FirstOrDefault(s => s.Id == id) is { } subtask)
        {
            return subtask;
        }

        throw plan.Tasks.FirstOrDefault(t => t.Subtasks.Any(s => s.Id == id)) is { } other
            ? new RefusedException(Failure.Usage($"{id} is a subtask of {other.Id}, not of {task.Id}. {Unchanged}"))
            : Unknown("subtask", id, task.Subtasks.Select(s => s.Id), $"{task.Id} has {Figures.Plural(task.Subtasks.Count, "subtask")}:  taskmaster details {task.Id}");
    }

    /// <summary>The status of that word.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static Status Status(string word)
    {
        if (StatusWords.Parse(word) is { } status)
        {
            return status;
        }

        string? near = StatusWords.Synonyms.GetValueOrDefault(word) ?? Suggestion.Nearest(word, StatusWords.All);
        throw new RefusedException(Failure.Usage($"unknown status {word}", near is null ? $"Write {string.Join(", ", StatusWords.All)}. {Unchanged}" : $"Did you mean {near}? {Unchanged}"));
    }

    private static RefusedException Unknown(string kind, string id, IEnumerable<string> known, string hint)
    {
        string[] ids = [.. known];
        string? near = ids.Contains("task-" + id, StringComparer.Ordinal) ? "task-" + id : Suggestion.Nearest(id, ids);
        return new RefusedException(Failure.Usage($"unknown {kind} {id}", near is null ? hint : $"Did you mean {near}? {Unchanged}"));
    }
}
