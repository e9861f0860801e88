using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Bundles;

/// <summary>What was known before the first recorded round: without it a fault that lasts for hours would begin with the recording.</summary>
/// <param name="State">The state.</param>
/// <param name="Verdict">The verdict on it.</param>
/// <param name="Suspected">Findings that too few rounds had shown.</param>
/// <param name="Listed">The member list.</param>
/// <param name="Endpoints">Which member each endpoint is.</param>
/// <param name="Zones">Zones by endpoint.</param>
internal sealed record Opening(
    ClusterState State, Verdict Verdict, ImmutableArray<Finding> Suspected, ImmutableArray<Member> Listed, ImmutableSortedDictionary<string, MemberId> Endpoints,
    ImmutableSortedDictionary<string, string> Zones)
{
    public static Opening Of(ClusterState state, Verdict verdict) => new(state, verdict, verdict.Suspected, state.Listed, state.EndpointIds.ToImmutableSortedDictionary(StringComparer.Ordinal), state.Zones.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>The snapshot that it was made of, but for figures that need earlier pages.</summary>
    public ClusterSnapshot ToSnapshot() => new(State with { Listed = Listed, EndpointIds = Endpoints.ToImmutableDictionary(), Zones = Zones.ToImmutableDictionary() }, Verdict with { Suspected = Suspected }, []);
}
