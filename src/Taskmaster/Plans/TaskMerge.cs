namespace Taskmaster.Plans;

/// <summary>One task of a plan made anew over itself.</summary>
internal static class TaskMerge
{
    /// <summary>Words and figures of the new one, id and progress of the old one.</summary>
    /// <returns>The task, and the subtasks that it no longer has.</returns>
    public static (PlanTask Task, IReadOnlyList<Subtask> Gone) Of(PlanTask before, PlanTask made, Ids ids)
    {
        Dictionary<string, Queue<Subtask>> known = PlanMerge.ByTitle(before.Subtasks, s => s.Title);
        List<Subtask> subtasks = [];
        foreach (Subtask subtask in made.Subtasks)
        {
            subtasks.Add(PlanMerge.TryTake(known, subtask.Title, out Subtask? old) ? old with { Title = subtask.Title } : subtask with { Id = ids.Next(before.Id) });
        }

        PlanTask merged = before with { Title = made.Title, Description = made.Description, Priority = made.Priority, EstimatedHours = made.EstimatedHours, Subtasks = subtasks };
        return (merged, [.. known.Values.SelectMany(q => q)]);
    }

    /// <summary>What a person wants to know of the change; empty: it is as before.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="gone">How many subtasks it lost.</param>
    /// <param name="phase">The phase that it went to; null: it stays.</param>
    public static string Difference(PlanTask before, PlanTask after, int gone, string? phase)
    {
        int more = after.Subtasks.Count - before.Subtasks.Count + gone;
        string hours = PlanMerge.Hours(before.EstimatedHours);
        string?[] facts =
        [
            phase is null ? null : $"moved to {phase}",
            before.EstimatedHours == after.EstimatedHours ? null : $"{hours[..^2]} → {PlanMerge.Hours(after.EstimatedHours)}",
            before.Priority == after.Priority ? null : $"{before.Priority} → {after.Priority}",
            more == 0 ? null : $"{Some(more)} more",
            gone == 0 ? null : $"{Some(gone)} less",
            before.Title == after.Title ? null : "title written anew",
            before.Description == after.Description ? null : "description",
            more == 0 && gone == 0 && !before.Subtasks.Select(s => s.Title).SequenceEqual(after.Subtasks.Select(s => s.Title), StringComparer.Ordinal) ? "order or wording of subtasks" : null,
            more > 0 && before.Status == Status.Completed ? "completed before" : null,
        ];
        return string.Join(", ", facts.Where(f => f is not null));
    }

    private static string Some(int count) => count == 1 ? "one subtask" : PlanMerge.Count(count, "subtask");
}
