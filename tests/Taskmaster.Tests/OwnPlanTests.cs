using EtcdMonitor.Tests.Cli;
using Taskmaster.Documents;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Tests;

/// <summary>The plan of this repository is the one that its document makes, statuses aside.</summary>
public sealed class OwnPlanTests
{
    [Fact]
    public void The_plan_is_what_init_makes_of_the_document()
    {
        Plan plan = Plan();
        Plan made = PlanBuilder.Build(PrdReader.Read(Repository.Read("PRD.md"), "PRD.md"), "etcd-monitor", "1.0.0").Plan;
        Told(plan).ShouldBe(Told(made));
        PlanMerge.Of(plan, made, []).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void It_has_the_size_that_was_promised() => Documents.SampleTests.Size(Plan()).ShouldBe("4 phases, 16 weeks, 33 tasks, 192 subtasks, 560 hours");

    [Fact]
    public void Its_statuses_agree_with_themselves()
    {
        foreach (PlanTask task in Plan().Tasks)
        {
            (task.CompletedAt is not null).ShouldBe(task.Status == Status.Completed, task.Id);
            (task.Status == Status.Completed).ShouldBe(task.CompletedSubtasks == task.Subtasks.Count, task.Id);
            (task.StartedAt is null).ShouldBe(task.Status == Status.Pending, task.Id);
            if (task.Status == Status.Pending)
            {
                task.Subtasks.ShouldAllBe(s => s.Status == Status.Pending, task.Id);
            }
        }
    }

    [Fact]
    public void History_and_lock_are_not_for_git() => new[] { "*.state.json", "/tasks.lock" }.ShouldBeSubsetOf(Repository.Read(".gitignore").Split('\n'));

    private static Plan Plan() => PlanCheck.Checked(PlanJson.Read(File.ReadAllBytes(Path.Combine(Repository.Root, "tasks.json")), PlanJson.Instance.Plan, "tasks.json", "plan"), "tasks.json");

    private static List<string> Told(Plan plan) =>
    [
        $"{plan.Project} {plan.Version} {plan.Summary}",
        .. plan.Phases.SelectMany(p => p.Tasks.SelectMany(t => t.Subtasks.Select(s => $"{s.Id} {s.Title}").Prepend($"{p.Id} {p.Name} {p.Timeline}: {t.Id} {t.Title} {t.Priority} {t.EstimatedHours} {t.Description}"))),
    ];
}
