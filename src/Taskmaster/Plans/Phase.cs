using System.Text.Json;
using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>A stretch of the project.</summary>
internal sealed record Phase
{
    /// <summary>Such as <c>phase-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>As the document calls it: <c>Phase 1: Foundation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When: <c>Weeks 1-6</c>; empty: the document does not say.</summary>
    public string Timeline { get; set; } = "";

    /// <summary>Follows from its tasks: started once one is, completed when all are, blocked when nothing else is open.</summary>
    public Status Status =>
        Tasks.Count == 0 || Tasks.All(t => t.Status == Status.Pending) ? Status.Pending
        : Tasks.All(t => t.Status == Status.Completed) ? Status.Completed
        : Tasks.All(t => t.Status is Status.Completed or Status.Blocked) ? Status.Blocked
        : Status.InProgress;

    /// <summary>Its tasks, in the document's order.</summary>
    public IReadOnlyList<PlanTask> Tasks { get; set; } = [];

    /// <summary>Fields of others, kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
