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

    /// <summary>Who led, newest first, with the time without a leader before each.</summary>
    public ImmutableArray<ReignView> History { get; init; } = [];

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
        History = [.. state.Leadership.History.Select(ReignView.Of).OrderByDescending(r => r.From)],
        Reason = state.Leadership.Leader is not null ? null : state.Round == 0 ? "not asked yet" : "no quorum of voters names one",
    };
}

/// <summary>The time that one member led in one term, as far as the monitor saw it.</summary>
/// <param name="Leader">Its name; null: the member list had none.</param>
/// <param name="LeaderId">Its id.</param>
/// <param name="LeaderIdHex">Its id in hex.</param>
/// <param name="Term">The raft term.</param>
/// <param name="From">When it was first seen to lead.</param>
/// <param name="To">When it was last seen to lead; null: it leads.</param>
/// <param name="WithoutLeaderMs">How long there was none before it, as far as seen; null: not known.</param>
public sealed record ReignView(string? Leader, ulong LeaderId, string LeaderIdHex, ulong Term, DateTimeOffset From, DateTimeOffset? To, double? WithoutLeaderMs)
{
    internal static ReignView Of(Reign reign) =>
        new(reign.Name, reign.Leader.Number, reign.Leader.ToString(), reign.Term, reign.From, reign.To, reign.WithoutLeader?.TotalMilliseconds);
}
