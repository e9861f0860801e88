using System.Collections.Immutable;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts;

/// <summary>What travels through the stages of the pipeline in one round of one cluster.</summary>
internal sealed record AlertBatch
{
    /// <summary>Cluster of the round.</summary>
    public required string Cluster { get; init; }

    /// <summary>Time of the round.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether enough rounds have passed since the start that a missing finding means that it is over.</summary>
    public required bool Settled { get; init; }

    /// <summary>What the rules found.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Alerts by id; resolved ones stay for the deduplication window.</summary>
    public required ImmutableSortedDictionary<string, Alert> Alerts { get; init; }

    /// <summary>The receivers of each alert that fired, by its id, each with the group that it is told in.</summary>
    public ImmutableDictionary<string, ImmutableArray<(Route Route, GroupKey Group)>> Routes { get; init; } = ImmutableDictionary<string, ImmutableArray<(Route Route, GroupKey Group)>>.Empty;

    /// <summary>What receivers are to be told, once their groups are.</summary>
    public ImmutableArray<Due> Due { get; init; } = [];

    /// <summary>What people are told now.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>The receivers of an alert.</summary>
    public ImmutableArray<(Route Route, GroupKey Group)> RoutesOf(Alert alert) => Routes.GetValueOrDefault(alert.Id, []);

    /// <summary>Replaces alerts.</summary>
    public AlertBatch With(Func<Alert, Alert> change) =>
        this with { Alerts = Alerts.SetItems(Alerts.Values.Select(change).Select(a => KeyValuePair.Create(a.Id, a))) };
}
