using EtcdMonitor.Cli.Output;
using Taskmaster.Plans;

namespace Taskmaster.Files;

/// <summary>What a plan's file must hold beyond its form: somebody may have written it by hand.</summary>
internal static class PlanCheck
{
    /// <summary>The plan, when it can be worked with.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    public static Plan Checked(Plan plan, string shown)
    {
        string? mistake = Mistake(plan);
        return mistake is null ? plan : throw new RefusedException(Failure.Usage($"{shown} is no plan: {mistake}", "Put it right by hand, or move it away and run:  taskmaster init"));
    }

    private static string? Mistake(Plan plan)
    {
        if (plan.Phases.Any(p => p is null) || plan.Tasks.Any(t => t is null) || plan.Tasks.SelectMany(t => t.Subtasks).Any(s => s is null))
        {
            return "a phase, task or subtask is null";
        }

        string? twice = plan.Tasks.SelectMany(t => t.Subtasks.Select(s => s.Id).Prepend(t.Id)).GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            return $"the id {twice} is there twice";
        }

        PlanTask? strange = plan.Tasks.FirstOrDefault(t => t.EstimatedHours is < 0 or > 1_000_000);
        return strange is null ? null : $"{strange.Id} has {strange.EstimatedHours} hours";
    }
}
