using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Who leads a cluster and how that changed.</summary>
public sealed record LeaderView
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether there is a leader.</summary>
    public bool HasLeader { get; init; }

    /// <summary>Its name.</summary>
    public string? Leader { get; init; }

    /// <summary>Its id.</summary>
    public ulong? LeaderId { get; init; }

    /// <summary>Its id in hex.</summary>
    public string? LeaderIdHex { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset? LeaderSince { get; init; }

    /// <summary>Highest raft term seen.</summary>
    public ulong? Term { get; init; }

    /// <summary>Changes from one leader to another since the cluster was first watched.</summary>
    public int LeaderChanges { get; init; }

    /// <summary>When the last change was seen.</summary>
    public DateTimeOffset? LastLeaderChange { get; init; }

    /// <summary>Changes of the last hour, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> RecentChanges { get; init; } = [];

    /// <summary>Since when there is none.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Why there is none, as far as known.</summary>
    public string? Reason { get; init; }

    internal static LeaderView From(ClusterState state) => new()
    {
        Cluster = state.Name,
        HasLeader = state.Leadership.Leader is not null,
        Leader = state.Leadership.Leader is null ? null : state.Leadership.Name,
        LeaderId = state.Leadership.Leader?.Number,
        LeaderIdHex = state.Leadership.Leader?.ToString(),
        LeaderSince = state.Leadership.Leader is null ? null : state.Leadership.Since,
        Term = state.Leadership.Term == 0 ? null : state.Leadership.Term,
        LeaderChanges = state.Leadership.Changes,
        LastLeaderChange = state.Leadership.LastChange,
        RecentChanges = state.Leadership.RecentChanges,
        MissingSince = state.Leadership.MissingSince,
        Reason = state.Leadership.Leader is not null ? null : state.Round == 0 ? "not asked yet" : "no quorum of voters names one",
    };
}
