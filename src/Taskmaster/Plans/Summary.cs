namespace Taskmaster.Plans;

/// <summary>How large a plan is.</summary>
/// <param name="TotalPhases">Phases.</param>
/// <param name="TotalWeeks">Weeks from the first to the last; 0: the document does not say.</param>
/// <param name="TotalTasks">Tasks.</param>
/// <param name="TotalSubtasks">Subtasks.</param>
/// <param name="EstimatedHours">Hours of all tasks.</param>
internal sealed record Summary(int TotalPhases, int TotalWeeks, int TotalTasks, int TotalSubtasks, decimal EstimatedHours)
{
    /// <summary>Of a plan.</summary>
    public static Summary Of(Plan plan) => new(
        plan.Phases.Count,
        plan.Phases.Aggregate(0, (weeks, phase) => Documents.Timeline.EndOf(phase.Timeline, weeks)),
        plan.Tasks.Count(),
        plan.Tasks.Sum(t => t.Subtasks.Count),
        plan.Tasks.Sum(t => t.EstimatedHours));
}
