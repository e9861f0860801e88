using System.Text.Json.Serialization;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>One figure; its unit is in its name.</summary>
public sealed record FigureView
{
    /// <summary>The number; null: not known.</summary>
    public double? Value { get; init; }

    /// <summary>Why it is not known; with a value: what the value leaves out. Left out when there is nothing to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Whether the truth is at least the value, which is the highest that etcd's histogram can tell. Left out when not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LowerBound { get; init; }

    /// <summary>Who measured it.</summary>
    public FigureSource Source { get; init; }

    /// <summary>All figures of a member.</summary>
    internal static OrderedDictionary<string, FigureView> Of(MemberState member) =>
        All(FigureTable.Rows.Where(row => row.Member is not null).Select(row => (row.Name, row.Member!(member))));

    /// <summary>All figures of a cluster.</summary>
    internal static OrderedDictionary<string, FigureView> Of(ClusterState state) =>
        All(from row in FigureTable.Rows let figure = row.Of(state) where figure is not null select (row.Name, figure.Value));

    private static OrderedDictionary<string, FigureView> All(IEnumerable<(string Name, Figure Figure)> figures) =>
        new(figures.Select(f => KeyValuePair.Create(f.Name, From(f.Figure))), StringComparer.Ordinal);

    private static FigureView From(Figure figure) => new() { Value = figure.Value, Reason = figure.Reason, LowerBound = figure.IsLowerBound, Source = figure.Source };
}
