using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Latency of requests, milliseconds.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Timestamp">When it was computed; null: never.</param>
/// <param name="Source">Who measured the reads; each part says it of its own.</param>
/// <param name="Read">Reads.</param>
/// <param name="Write">Writes.</param>
/// <param name="Members">The same through each member.</param>
public sealed record LatencyView(string Cluster, DateTimeOffset? Timestamp, FigureSource Source, Latency Read, Latency Write, ImmutableArray<MemberLatencyView> Members)
{
    internal static LatencyView From(ClusterState state) => new(
        state.Name,
        state.Metrics.At,
        state.Metrics.Source,
        state.Metrics.Read,
        state.Metrics.Write,
        [.. state.Members.Select(m => new MemberLatencyView(m.Name, m.Id?.Number, m.Id?.ToString(), m.ReadLatency, m.WriteLatency))]);
}

/// <summary>Latency of requests to one member, milliseconds.</summary>
/// <param name="Name">Name of the member.</param>
/// <param name="Id">Its id.</param>
/// <param name="IdHex">Its id in hex.</param>
/// <param name="Read">Reads.</param>
/// <param name="Write">Writes.</param>
public sealed record MemberLatencyView(string Name, ulong? Id, string? IdHex, Latency Read, Latency Write);
