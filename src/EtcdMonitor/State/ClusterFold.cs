using System.Collections.Immutable;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Folds a round into the state: a pure function, so that every verdict can be replayed.</summary>
internal static class ClusterFold
{
    /// <summary>The state before anybody was asked.</summary>
    public static ClusterState Start(ClusterOptions options, Leadership? leadership, DateTimeOffset now) => new()
    {
        Name = options.Name,
        Labels = options.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
        At = now,
        Voters = options.Endpoints.Length,
        Zones = options.Members.Where(m => m.Zone is not null).DistinctBy(m => Address.Of(m.Endpoint)).ToImmutableDictionary(m => Address.Of(m.Endpoint), m => m.Zone!, StringComparer.Ordinal),
        Leadership = leadership ?? new(),
    };

    public static ClusterState Fold(ClusterState before, ProbeRound round)
    {
        DateTimeOffset now = round.EndedAt;
        Roster roster = Roster.Of(before, round);
        ImmutableArray<MemberState> answered = [.. roster.Entries.Select(entry => MemberFold.Fold(Find(before, entry), entry, round))];
        Leadership leadership = LeadershipFold.Fold(before.Leadership, answered, roster.Voters, now);
        ImmutableArray<MemberState> members = [.. answered.Select(m => MemberFold.Place(m, answered, leadership) with { Zone = before.Zones.GetValueOrDefault(Address.Of(m.Endpoint)) })];
        ImmutableArray<CanaryRead> reads = CanaryRead.Slide(before.CanaryReads, members, now);
        members = [.. members.Select(m => LatencyFold.Member(m, reads))];

        return before with
        {
            Round = before.Round + 1,
            At = now,
            ClusterId = round.Members.Select(m => m.Header?.Cluster).FirstOrDefault(id => id is not null) ?? before.ClusterId,
            Members = members,
            Listed = roster.Listed,
            EndpointIds = roster.Ids,
            Voters = roster.Voters,
            Leadership = leadership,
            Matrix = MatrixFold.Fold(before.Matrix, members, leadership, now),
            Alarms = AlarmFold.Fold(before.Alarms, members, round, now),
            Revision = members.Max(m => m.Revision) ?? before.Revision,
            CanaryReads = reads,
            Metrics = ClusterMetricsFold.Fold(members, reads, now),
        };
    }

    private static MemberState? Find(ClusterState before, Roster.Entry entry) =>
        before.Members.FirstOrDefault(m => m.Id is not null && m.Id == entry.Id)
        ?? before.Members.FirstOrDefault(m => m.Id is null && string.Equals(m.Endpoint, entry.Endpoint, StringComparison.Ordinal));
}
