using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Whether the members hold the same data, by the hashes of their keys and values.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Equal">Whether the last comparison found them equal; null: none was made.</param>
/// <param name="Reason">Why none runs; null: one does, or the next waits for its time.</param>
/// <param name="DifferSince">Since when they are known to differ; null: they are not.</param>
/// <param name="Bad">Members whose data a majority does not share; empty where they differ: no majority agrees.</param>
/// <param name="Revision">The revision that was compared last.</param>
/// <param name="ComparedAt">When that was.</param>
/// <param name="Members">The answers.</param>
public sealed record HashesView(
    string Cluster, bool? Equal, string? Reason, DateTimeOffset? DifferSince, ImmutableArray<string> Bad, long? Revision, DateTimeOffset? ComparedAt, ImmutableArray<MemberHashView> Members)
{
    internal static HashesView From(ClusterState state)
    {
        HashSweep? last = state.Hashes.Last;
        return new(
            state.Name,
            last is null || last.Comparable.Length < 2 ? null : !last.Differs,
            state.Hashes.Missing,
            state.Hashes.Divergence?.Since,
            state.Hashes.Divergence?.Bad ?? [],
            last?.Revision,
            last?.EndedAt,
            [.. last?.Answers.Select(MemberHashView.Of) ?? []]);
    }
}

/// <summary>A member's hash.</summary>
/// <param name="Member">Its name.</param>
/// <param name="Hash">The hash; null: it gave none.</param>
/// <param name="Reason">Why it gave none.</param>
/// <param name="CompactRevision">The revision up to which its history is compacted; 0: it never was.</param>
/// <param name="TookMs">How long it took; its writes waited for as long.</param>
public sealed record MemberHashView(string Member, uint? Hash, string? Reason, long CompactRevision, double TookMs)
{
    internal static MemberHashView Of(MemberHash answer) =>
        new(answer.Name, answer.Hash, answer.Hash is null ? answer.Failure?.Message ?? answer.Outcome.ToString().ToLowerInvariant() : null, answer.CompactRevision, answer.Took.TotalMilliseconds);
}
