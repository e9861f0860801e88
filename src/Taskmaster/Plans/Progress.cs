namespace Taskmaster.Plans;

/// <summary>How far a plan has come.</summary>
/// <param name="TotalTasks">Tasks.</param>
/// <param name="CompletedTasks">Those that are completed.</param>
/// <param name="CompletionPercentage">Their share, one digit behind the point; 100 only when all are.</param>
/// <param name="TasksByStatus">Tasks by status; all four are there.</param>
/// <param name="Subtasks">The same of all subtasks.</param>
/// <param name="Hours">The same in hours of work.</param>
internal sealed record Progress(
    int TotalTasks, int CompletedTasks, decimal CompletionPercentage, IReadOnlyDictionary<string, int> TasksByStatus, SubtaskProgress Subtasks, HourProgress Hours)
{
    /// <summary>Of a plan.</summary>
    public static Progress Of(Plan plan)
    {
        PlanTask[] tasks = [.. plan.Tasks];
        int completed = tasks.Count(t => t.Status == Status.Completed);
        int subtasks = tasks.Sum(t => t.Subtasks.Count);
        int completedSubtasks = tasks.Sum(t => t.CompletedSubtasks);
        return new Progress(
            tasks.Length,
            completed,
            Share(completed, tasks.Length),
            StatusWords.All.ToDictionary(w => w, w => tasks.Count(t => t.Status == StatusWords.Parse(w)), StringComparer.Ordinal),
            new SubtaskProgress(subtasks, completedSubtasks, Share(completedSubtasks, subtasks)),
            new HourProgress(tasks.Sum(t => t.EstimatedHours), tasks.Where(t => t.Status == Status.Completed).Sum(t => t.EstimatedHours)));
    }

    /// <summary>Percent with one digit; what is not whole is never called 100.</summary>
    public static decimal Share(int part, int all) =>
        all == 0 ? 0.0m : part == all ? 100.0m : Math.Min(99.9m, Math.Round(100.0m * part / all, 1, MidpointRounding.AwayFromZero) + 0.0m);
}

/// <summary>How many subtasks are completed.</summary>
internal sealed record SubtaskProgress(int Total, int Completed, decimal CompletionPercentage);

/// <summary>Hours of all tasks, and of those that are completed.</summary>
internal sealed record HourProgress(decimal Estimated, decimal Completed);
