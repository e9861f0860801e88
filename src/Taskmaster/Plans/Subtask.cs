using System.Text.Json;
using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>A requirement of a task.</summary>
internal sealed record Subtask
{
    /// <summary>Such as <c>task-1.2.3</c>; it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Where it stands.</summary>
    public Status Status { get; set; }

    /// <summary>Fields of others, kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}
