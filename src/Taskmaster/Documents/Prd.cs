namespace Taskmaster.Documents;

/// <summary>A product document, as far as a plan is in it.</summary>
internal sealed record Prd
{
    /// <summary>Null: not said.</summary>
    public string? Project { get; init; }

    /// <summary>Null: not said.</summary>
    public string? Version { get; init; }

    /// <summary>What the document says about its own size: <c>4 phases, 33 tasks</c>; null: nothing.</summary>
    public string? Totals { get; init; }

    /// <summary>Its phases, in order; none: it has no plan of phases.</summary>
    public IReadOnlyList<DocumentPhase> Phases { get; init; } = [];

    /// <summary>What it asks for outside of its phases.</summary>
    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>What no task was made of.</summary>
    public IReadOnlyList<Skipped> Skipped { get; init; } = [];
}
