namespace Taskmaster.Plans;

/// <summary>
/// What a change of status does to the times, and what a subtask's change does to its task. Every status may follow every other: people
/// correct mistakes. <c>startedAt</c> is set by the first step out of pending that is work, and goes with the step back to pending;
/// <c>completedAt</c> is there exactly while the task is completed.
/// </summary>
internal static class Transitions
{
    /// <summary>The task in another status.</summary>
    public static PlanTask Move(PlanTask task, Status to, DateTimeOffset now) => task.Status == to ? task : task with
    {
        Status = to,
        StartedAt = to switch
        {
            Status.Pending => null,
            Status.Blocked => task.StartedAt, // waiting is no start
            _ => task.StartedAt ?? now,
        },
        CompletedAt = to == Status.Completed ? now : null,
    };

    /// <summary>The task with a subtask in another status, itself moved where that leaves no doubt.</summary>
    /// <returns>The task, and why it moved; null: it did not.</returns>
    public static (PlanTask Task, string? Reason) Move(PlanTask task, Subtask subtask, Status to, DateTimeOffset now)
    {
        PlanTask changed = task with { Subtasks = [.. task.Subtasks.Select(s => s.Id == subtask.Id ? s with { Status = to } : s)] };
        bool all = changed.Subtasks.All(s => s.Status == Status.Completed);
        return task.Status switch
        {
            // somebody said that it cannot go on; only somebody can say that it can
            Status.Blocked => (changed, null),
            Status.Completed when !all && subtask.Status == Status.Completed => (Move(changed, Status.InProgress, now), $"{subtask.Id} is open again"),
            Status.Pending or Status.InProgress when all => (Move(changed, Status.Completed, now), "all its subtasks are completed"),
            Status.Pending when to is Status.InProgress or Status.Completed => (Move(changed, Status.InProgress, now), $"{subtask.Id} has begun"),
            _ => (changed, null),
        };
    }
}
