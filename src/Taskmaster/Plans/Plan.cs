using System.Text.Json;
using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>What <c>tasks.json</c> holds.</summary>
internal sealed record Plan
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The version that the plan leads to.</summary>
    public string Version { get; set; } = "";

    /// <summary>Its phases, in order.</summary>
    public required IReadOnlyList<Phase> Phases { get; init; }

    /// <summary>How large it is; counted anew each time.</summary>
    public Summary Summary => Summary.Of(this);

    /// <summary>Fields of others, kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }

    /// <summary>All tasks, phase by phase.</summary>
    [JsonIgnore]
    public IEnumerable<PlanTask> Tasks => Phases.SelectMany(p => p.Tasks);

    /// <summary>The plan with another state of one of its tasks.</summary>
    public Plan With(PlanTask changed) => this with
    {
        Phases = [.. Phases.Select(p => p.Tasks.Any(t => t.Id == changed.Id) ? p with { Tasks = [.. p.Tasks.Select(t => t.Id == changed.Id ? changed : t)] } : p)],
    };
}
