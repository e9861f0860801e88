using System.Collections.Immutable;

namespace EtcdMonitor.Rules;

/// <summary>The answer in words about one cluster: the worst finding, and what else was found.</summary>
public sealed record Verdict
{
    /// <summary>The worst severity of all findings.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The leading finding; null: healthy.</summary>
    public Finding? Lead { get; init; }

    /// <summary>All findings, the worst first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Findings that too few rounds have shown yet.</summary>
    public ImmutableArray<Finding> Suspected { get; init; } = [];

    /// <summary>The verdict as one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>Since when this verdict holds.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Rounds in a row with this verdict.</summary>
    public long Rounds { get; init; }

    /// <summary>How many more members may fail.</summary>
    public required Tolerance Tolerance { get; init; }
}

/// <summary>Failure tolerance in voters.</summary>
/// <param name="Voters">Voters in all.</param>
/// <param name="Quorum">Voters that must serve.</param>
/// <param name="Healthy">Voters that serve, or that at least answer where a quorum is missing; those that nobody asks, and those that only others hear, count too: nothing speaks against them.</param>
public sealed record Tolerance(int Voters, int Quorum, int Healthy)
{
    /// <summary>Members that may still fail; negative: voters short of the quorum.</summary>
    public int Now => Healthy - Quorum;

    /// <summary>Members that may fail when all are well.</summary>
    public int Designed => Voters - Quorum;
}
