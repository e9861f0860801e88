using System.Collections.Immutable;
using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>Who leads the cluster and how that changed.</summary>
public sealed record Leadership
{
    /// <summary>The leader that a quorum of voters names, or under which a linearizable read succeeded; null: none now.</summary>
    public MemberId? Leader { get; init; }

    /// <summary>Its name, when the member list has one.</summary>
    public string? Name { get; init; }

    /// <summary>Highest term seen.</summary>
    public ulong Term { get; init; }

    /// <summary>When this leader was first seen.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last leader there was, also while there is none.</summary>
    public MemberId? LastLeader { get; init; }

    /// <summary>Changes from one leader to another since the cluster was first watched, kept across restarts. The first leader counts 0.</summary>
    public int Changes { get; init; }

    /// <summary>When the last change was seen.</summary>
    public DateTimeOffset? LastChange { get; init; }

    /// <summary>Changes of the last hour, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> RecentChanges { get; init; } = [];

    /// <summary>Who led in which term, oldest first: the last 100, kept across restarts.</summary>
    public ImmutableArray<Reign> History { get; init; } = [];

    /// <summary>Rises of the highest term in the last two minutes, oldest first.</summary>
    public ImmutableArray<TermSeen> RecentTerms { get; init; } = [];

    /// <summary>Since when there is no leader; null: there is one, or none was ever seen and nobody says so.</summary>
    public DateTimeOffset? MissingSince { get; init; }
}
