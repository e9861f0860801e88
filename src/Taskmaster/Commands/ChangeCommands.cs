using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Output;
using Taskmaster.Plans;

namespace Taskmaster.Commands;

/// <summary>Verbs that change one task.</summary>
internal static class ChangeCommands
{
    /// <summary>Another status.</summary>
    public static Task<int> UpdateAsync(CommandContext context)
    {
        string id = context.Invocation.Words[0];
        Status to = Lookup.Status(context.Invocation.Words[1]);
        return ChangeAsync(context, (plan, shown) =>
        {
            if (plan.Tasks.Any(t => t.Subtasks.Any(s => s.Id == id)))
            {
                PlanTask parent = Lookup.TaskWith(plan, id, shown);
                throw new RefusedException(Failure.Usage($"{id} is a subtask", $"Write:  taskmaster update-subtask {parent.Id} {id} {StatusWords.Of(to)}"));
            }

            PlanTask task = Lookup.Task(plan, id, shown);
            string? note = context.Invocation.Word(2) is { Length: > 0 } said ? said : null;
            bool changes = task.Status != to || note is not null; // a note alone is worth keeping
            return (Transitions.Move(task, to, context.Now), changes ? [context.Entry(id, "status", StatusWords.Of(task.Status), StatusWords.Of(to), note)] : []);
        });
    }

    /// <summary>Another status of a subtask, and what follows for its task.</summary>
    public static Task<int> UpdateSubtaskAsync(CommandContext context)
    {
        Status to = Lookup.Status(context.Invocation.Words[2]);
        return ChangeAsync(context, (plan, shown) =>
        {
            PlanTask task = Lookup.Task(plan, context.Invocation.Words[0], shown);
            Subtask subtask = Lookup.Subtask(plan, task, context.Invocation.Words[1]);
            if (subtask.Status == to)
            {
                return (task, []);
            }

            (PlanTask moved, string? reason) = Transitions.Move(task, subtask, to, context.Now);
            Entry entry = context.Entry(subtask.Id, "status", StatusWords.Of(subtask.Status), StatusWords.Of(to));
            return (moved, reason is null ? [entry] : [entry, context.Entry(task.Id, "status", StatusWords.Of(task.Status), StatusWords.Of(moved.Status), reason)]);
        });
    }

    /// <summary>Another assignee.</summary>
    public static Task<int> AssignAsync(CommandContext context) => ChangeAsync(context, (plan, shown) =>
    {
        PlanTask task = Lookup.Task(plan, context.Invocation.Words[0], shown);
        string? name = context.Invocation.Words[1].Trim() is { Length: > 0 } given ? given : null;
        return (task with { Assignee = name }, task.Assignee == name ? [] : [context.Entry(task.Id, "assignee", task.Assignee, name)]);
    });

    private static async Task<int> ChangeAsync(CommandContext context, Func<Plan, string, (PlanTask Task, IReadOnlyList<Entry> Entries)> change)
    {
        PlanStore store = context.Store;
        _ = store.Read(); // a mistyped file must not leave a lock behind
        PlanTask task;
        IReadOnlyList<Entry> entries;
        using (await context.LockAsync(store))
        {
            Plan plan = store.Read();
            (task, entries) = change(plan, store.Paths.Shown);
            if (entries.Count > 0)
            {
                store.Write(plan.With(task), store.ReadHistory(), entries);
            }
        }

        if (context.Json)
        {
            return Answers.Write(context.Out, new ChangeAnswer(task, entries), PlanJson.Instance.ChangeAnswer);
        }

        context.Out.Write(ChangeRenderer.Render(task, entries, context.Invocation.Value(Flag.File)));
        return ExitCode.Ok;
    }
}
