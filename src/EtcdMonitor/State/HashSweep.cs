using System.Collections.Immutable;
using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>One comparison of the voters' hashes at one revision, one member after the other.</summary>
public sealed record HashSweep
{
    /// <summary>The revision that every member is asked for.</summary>
    public required long Revision { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last answer was in; null: it is under way.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Answers so far.</summary>
    public ImmutableArray<MemberHash> Answers { get; init; } = [];

    /// <summary>Whether it repeats one whose hashes differed: it takes two in a row to say that data differ.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Whether a person asked for it: then no member is left out for the size of its database.</summary>
    public bool IsRequested { get; init; }

    /// <summary>Answers that may be compared: those over the same history, the largest such group.</summary>
    public ImmutableArray<MemberHash> Comparable =>
        Answers.Where(a => a.Hash is not null)
            .GroupBy(a => (a.CompactRevision, a.HashRevision))
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key.CompactRevision)
            .FirstOrDefault()?.ToImmutableArray() ?? [];

    /// <summary>Whether two members gave different hashes of the same history.</summary>
    public bool Differs => Comparable.DistinctBy(a => a.Hash).Count() > 1;

    /// <summary>Members still to be asked, in order.</summary>
    internal ImmutableArray<MemberId> Left { get; init; } = [];

    /// <summary>Times in a row that it was begun anew, because history was compacted meanwhile.</summary>
    internal int Restarts { get; init; }
}
