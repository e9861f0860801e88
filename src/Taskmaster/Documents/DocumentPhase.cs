namespace Taskmaster.Documents;

/// <summary>A phase as the document has it.</summary>
/// <param name="Heading">Number, name and time.</param>
internal sealed record DocumentPhase(PhaseHeading Heading)
{
    /// <summary>What it says it brings: features that are told elsewhere, or here.</summary>
    public IReadOnlyList<Feature> Content { get; init; } = [];
}
