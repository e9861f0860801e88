using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>Members hold different data, by two comparisons of their hashes in a row.</summary>
public sealed record Divergence
{
    /// <summary>When it was confirmed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The comparison that showed it last.</summary>
    public required HashSweep Sweep { get; init; }

    /// <summary>Names of the members whose data differ from those of a majority of voters; empty: no majority agrees.</summary>
    public ImmutableArray<string> Bad { get; init; } = [];

    /// <summary>Names of all members that were compared.</summary>
    public ImmutableArray<string> Compared => [.. Sweep.Comparable.Select(a => a.Name)];
}
