using System.Globalization;
using Taskmaster.Documents;

namespace Taskmaster.Plans;

/// <summary>A plan made anew over the one that people work with: they meet by title; ids and progress are kept.</summary>
/// <param name="Plan">The new plan.</param>
/// <param name="Changes">What differs.</param>
/// <param name="Kept">Tasks of the old plan that are in the new one.</param>
/// <param name="Lost">Tasks and subtasks with progress that the new document lacks, as <c>id title (status)</c>.</param>
/// <param name="Dropped">Tasks that are gone.</param>
internal sealed record PlanMerge(Plan Plan, IReadOnlyList<PlanChange> Changes, int Kept, IReadOnlyList<string> Lost, IReadOnlyList<PlanTask> Dropped)
{
    /// <summary>Merges.</summary>
    /// <param name="old">The plan in force.</param>
    /// <param name="made">What the document says now, all pending.</param>
    /// <param name="past">Ids of the history: not given again.</param>
    public static PlanMerge Of(Plan old, Plan made, IEnumerable<string> past)
    {
        Ids ids = new(past.Concat(old.Tasks.SelectMany(t => t.Subtasks.Select(s => s.Id).Prepend(t.Id))));
        Dictionary<string, Queue<PlanTask>> known = ByTitle(old.Tasks, t => t.Title);
        Dictionary<string, Phase> phaseOf = old.Phases.SelectMany(p => p.Tasks.Select(t => (t.Id, Phase: p))).ToDictionary(t => t.Id, t => t.Phase, StringComparer.Ordinal);
        List<PlanChange> changes = [];
        List<string> lost = [];
        int kept = 0;
        List<Phase> phases = [];
        foreach (Phase phase in made.Phases)
        {
            List<PlanTask> tasks = [];
            foreach (PlanTask task in phase.Tasks)
            {
                if (!TryTake(known, task.Title, out PlanTask? before))
                {
                    tasks.Add(WithIds(task, ids.Next($"task-{phase.Id["phase-".Length..]}"), ids));
                    changes.Add(new("+", tasks[^1].Id, task.Title, $"{Hours(task.EstimatedHours)}, {Count(task.Subtasks.Count, "subtask")}"));
                    continue;
                }

                kept++;
                (PlanTask merged, IReadOnlyList<Subtask> gone) = TaskMerge.Of(before, task, ids);
                tasks.Add(merged);
                lost.AddRange(gone.Where(s => s.Status != Status.Pending).Select(s => $"{s.Id} {s.Title} ({StatusWords.Of(s.Status)})"));
                string what = TaskMerge.Difference(before, merged, gone.Count, IsSame(phaseOf[before.Id], phase, made) ? null : phase.Name);
                if (what.Length > 0)
                {
                    changes.Add(new("~", merged.Id, merged.Title, what));
                }
            }

            phases.Add(phase with { Tasks = tasks, More = old.Phases.FirstOrDefault(p => p.Name == phase.Name)?.More });
        }

        HashSet<PlanTask> left = [.. known.Values.SelectMany(q => q)];
        PlanTask[] dropped = [.. old.Tasks.Where(left.Contains)];
        lost.AddRange(dropped.Where(t => t.HasProgress).Select(t => $"{t.Id} {t.Title} ({State(t)})"));
        changes.AddRange(dropped.Select(t => new PlanChange("-", t.Id, t.Title, $"was {State(t)}")));
        return new PlanMerge(made with { Phases = phases, More = old.More }, changes, kept, lost, dropped);
    }

    /// <summary>A number with its noun: <c>6 subtasks</c>.</summary>
    public static string Count(int count, string noun) => EtcdMonitor.Cli.Output.Figures.Plural(count, noun);

    /// <summary>Hours as they are printed: <c>24 h</c>.</summary>
    public static string Hours(decimal hours) => hours.ToString("#,0.##", CultureInfo.InvariantCulture) + " h";

    /// <summary>By title, several of one title in their order.</summary>
    public static Dictionary<string, Queue<T>> ByTitle<T>(IEnumerable<T> all, Func<T, string> title) =>
        all.GroupBy(x => Words.Key(title(x)), StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<T>(g), StringComparer.Ordinal);

    /// <summary>Takes the first of that title.</summary>
    public static bool TryTake<T>(Dictionary<string, Queue<T>> known, string title, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? found)
        where T : class
    {
        found = known.TryGetValue(Words.Key(title), out Queue<T>? queue) && queue.TryDequeue(out T? first) ? first : null;
        return found is not null;
    }

    /// <summary>A phase that has a new name in its old place is the same one.</summary>
    private static bool IsSame(Phase before, Phase after, Plan made) => before.Name == after.Name || (before.Id == after.Id && made.Phases.All(p => p.Name != before.Name));

    private static string State(PlanTask task) => task switch
    {
        { Status: Status.Pending, CompletedSubtasks: > 0 } => $"pending, {task.CompletedSubtasks} of {Count(task.Subtasks.Count, "subtask")} completed",
        { Status: Status.Pending, Assignee: { } name } => $"pending, assigned to {name}",
        _ => StatusWords.Of(task.Status),
    };

    private static PlanTask WithIds(PlanTask task, string id, Ids ids) =>
        task with { Id = id, Subtasks = [.. task.Subtasks.Select(s => s with { Id = ids.Next(id) })] };
}
