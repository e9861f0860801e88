using Taskmaster.Plans;

namespace Taskmaster.Tests.Plans;

/// <summary>Every step of a task and of a subtask, and what it does to the times.</summary>
public sealed class TransitionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Friday = Monday.AddDays(4);

    // from, to, is there a start, is it the old one, is there an end
    [Theory]
    [InlineData("pending", "pending", null, false)]
    [InlineData("pending", "in_progress", "now", false)]
    [InlineData("pending", "completed", "now", true)]
    [InlineData("pending", "blocked", null, false)]
    [InlineData("in_progress", "pending", null, false)]
    [InlineData("in_progress", "in_progress", "then", false)]
    [InlineData("in_progress", "completed", "then", true)]
    [InlineData("in_progress", "blocked", "then", false)]
    [InlineData("completed", "pending", null, false)]
    [InlineData("completed", "in_progress", "then", false)]
    [InlineData("completed", "completed", "then", true)]
    [InlineData("completed", "blocked", "then", false)]
    [InlineData("blocked", "pending", null, false)]
    [InlineData("blocked", "in_progress", "then", false)]
    [InlineData("blocked", "completed", "then", true)]
    [InlineData("blocked", "blocked", "then", false)]
    public void Every_transition_sets_its_times(string from, string to, string? started, bool ended)
    {
        Status before = StatusWords.Parse(from)!.Value;
        PlanTask task = Task(before, started: before == Status.Pending ? null : Monday, ended: before == Status.Completed ? Monday.AddHours(1) : null);
        PlanTask moved = Transitions.Move(task, StatusWords.Parse(to)!.Value, Friday);
        StatusWords.Of(moved.Status).ShouldBe(to);
        moved.StartedAt.ShouldBe(started switch { "now" => Friday, "then" => Monday, _ => null });
        moved.CompletedAt.ShouldBe(!ended ? null : from == to ? Monday.AddHours(1) : Friday);
    }

    [Fact]
    public void A_task_that_was_blocked_before_it_began_starts_when_it_goes_on()
    {
        PlanTask waiting = Transitions.Move(Task(Status.Pending), Status.Blocked, Monday);
        waiting.StartedAt.ShouldBeNull();
        Transitions.Move(waiting, Status.InProgress, Friday).StartedAt.ShouldBe(Friday);
    }

    // task, its two subtasks, the first one's new status, the task's new status
    [Theory]
    [InlineData("pending", "pending pending", "in_progress", "in_progress")]
    [InlineData("pending", "pending pending", "completed", "in_progress")]
    [InlineData("pending", "pending pending", "blocked", "pending")]
    [InlineData("pending", "pending completed", "completed", "completed")]
    [InlineData("pending", "blocked pending", "pending", "pending")]
    [InlineData("in_progress", "pending pending", "completed", "in_progress")]
    [InlineData("in_progress", "in_progress completed", "completed", "completed")]
    [InlineData("in_progress", "in_progress completed", "blocked", "in_progress")]
    [InlineData("in_progress", "completed pending", "pending", "in_progress")]
    [InlineData("completed", "completed completed", "pending", "in_progress")]
    [InlineData("completed", "completed completed", "in_progress", "in_progress")]
    [InlineData("completed", "completed completed", "blocked", "in_progress")]
    [InlineData("completed", "pending completed", "in_progress", "completed")]
    [InlineData("completed", "pending completed", "completed", "completed")]
    [InlineData("blocked", "pending completed", "completed", "blocked")]
    [InlineData("blocked", "pending pending", "in_progress", "blocked")]
    public void A_subtask_moves_its_task_only_where_that_leaves_no_doubt(string task, string subtasks, string to, string then)
    {
        PlanTask before = Task(StatusWords.Parse(task)!.Value) with
        {
            Subtasks = [.. subtasks.Split(' ').Select((s, i) => new Subtask { Id = $"task-1.1.{i + 1}", Title = $"{i}", Status = StatusWords.Parse(s)!.Value })],
        };
        (PlanTask after, string? reason) = Transitions.Move(before, before.Subtasks[0], StatusWords.Parse(to)!.Value, Friday);
        StatusWords.Of(after.Subtasks[0].Status).ShouldBe(to);
        after.Subtasks[1].ShouldBe(before.Subtasks[1]);
        StatusWords.Of(after.Status).ShouldBe(then);
        (reason is not null).ShouldBe(task != then);
        after.CompletedAt.HasValue.ShouldBe(then == "completed" && task != then);
    }

    [Theory]
    [InlineData("", "pending")]
    [InlineData("pending pending", "pending")]
    [InlineData("pending blocked", "in_progress")]
    [InlineData("completed pending", "in_progress")]
    [InlineData("completed blocked", "blocked")]
    [InlineData("blocked blocked", "blocked")]
    [InlineData("completed completed", "completed")]
    [InlineData("in_progress blocked", "in_progress")]
    public void A_phase_is_what_its_tasks_are(string tasks, string status)
    {
        Phase phase = new() { Id = "phase-1", Name = "x", Tasks = [.. tasks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => Task(StatusWords.Parse(s)!.Value))] };
        StatusWords.Of(phase.Status).ShouldBe(status);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(12, 33, 36.4)]
    [InlineData(1999, 2000, 99.9)]
    [InlineData(33, 33, 100)]
    public void What_is_not_whole_is_never_called_a_hundred_percent(int part, int all, double percent) => Progress.Share(part, all).ShouldBe((decimal)percent);

    private static PlanTask Task(Status status, DateTimeOffset? started = null, DateTimeOffset? ended = null) => new() { Id = "task-1.1", Title = "x", Status = status, StartedAt = started, CompletedAt = ended };
}
