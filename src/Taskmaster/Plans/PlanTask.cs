using System.Text.Json;
using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>A piece of work that one person or team takes on.</summary>
internal sealed record PlanTask
{
    /// <summary>Such as <c>task-1.2</c>; it never changes, in whatever phase the task is later.</summary>
    public required string Id { get; init; }

    /// <summary>One line; the document and the plan meet by it.</summary>
    public required string Title { get; init; }

    /// <summary>What the document says about it; empty: nothing.</summary>
    public string Description { get; set; } = "";

    /// <summary>What comes first.</summary>
    public Priority Priority { get; set; } = Priority.P1;

    /// <summary>Hours of work.</summary>
    public decimal EstimatedHours { get; set; }

    /// <summary>Where it stands.</summary>
    public Status Status { get; set; }

    /// <summary>Who does it; null: nobody yet.</summary>
    public string? Assignee { get; set; }

    /// <summary>Its requirements, in the document's order.</summary>
    public IReadOnlyList<Subtask> Subtasks { get; set; } = [];

    /// <summary>When the work began; null: it has not.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was finished; null: it is not.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Fields of others, kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }

    /// <summary>Subtasks that are completed.</summary>
    [JsonIgnore]
    public int CompletedSubtasks => Subtasks.Count(s => s.Status == Status.Completed);

    /// <summary>Whether somebody has put something into it that would be lost with it.</summary>
    [JsonIgnore]
    public bool HasProgress => Status != Status.Pending || Assignee is not null || StartedAt is not null || Subtasks.Any(s => s.Status != Status.Pending);
}
