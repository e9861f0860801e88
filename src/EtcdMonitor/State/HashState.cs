using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What is known of whether the members hold the same data.</summary>
public sealed record HashState
{
    /// <summary>The comparison under way; null: none is.</summary>
    public HashSweep? Current { get; init; }

    /// <summary>The last comparison that ended; null: none did.</summary>
    public HashSweep? Last { get; init; }

    /// <summary>The last comparison that found two or more hashes, all equal; null: none did.</summary>
    public HashSweep? LastEqual { get; init; }

    /// <summary>Why no comparison runs; null: one does, or the next waits for its time.</summary>
    public string? Missing { get; init; } = "none was due yet";

    /// <summary>How the data differ; null: they are not known to.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The question that waits for its answer; null: none does.</summary>
    internal HashQuestion? Asked { get; init; }

    /// <summary>Nobody is asked before: ten times as long as the last answer took.</summary>
    internal DateTimeOffset QuietUntil { get; init; }

    /// <summary>A comparison to begin without waiting for the next period; null: none.</summary>
    internal HashNext? Next { get; init; }

    /// <summary>How long each member's last hash took.</summary>
    internal ImmutableDictionary<MemberId, TimeSpan> Took { get; init; } = ImmutableDictionary<MemberId, TimeSpan>.Empty;

    /// <summary>Members that refused the question for want of a right, and when.</summary>
    internal ImmutableDictionary<MemberId, DateTimeOffset> Refused { get; init; } = ImmutableDictionary<MemberId, DateTimeOffset>.Empty;
}

/// <summary>A comparison to begin at once.</summary>
/// <param name="IsRepeat">Whether it repeats one whose hashes differed.</param>
/// <param name="Restarts">Times in a row that it was begun anew.</param>
/// <param name="Floor">The least revision to take.</param>
internal sealed record HashNext(bool IsRepeat, int Restarts = 0, long Floor = 1);
