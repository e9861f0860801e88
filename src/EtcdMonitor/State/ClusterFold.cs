using System.Collections.Immutable;
using Etcd.Client;
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
        ImmutableArray<MemberState> members = [.. answered.Select(m => MemberFold.Place(m, answered, leadership, now) with { Zone = before.Zones.GetValueOrDefault(Address.Of(m.Endpoint)) })];
        ConnectivityMatrix matrix = MatrixFold.Fold(before.Matrix, members, leadership, now);
        members = [.. members.Select(m => ListFold.Compare(m, roster, round, now) with { HeardBy = MatrixFold.HeardBy(matrix, m) })];
        (ImmutableArray<AlarmState> alarms, ImmutableArray<Alarm> listedAlarms) = AlarmFold.Fold(before, members, round);
        ImmutableArray<CanaryRead> reads = CanaryRead.Slide(before.CanaryReads, members, now);
        ImmutableArray<CanaryWrite> writes = CanaryWrites.Slide(before.CanaryWrites, round.Write);
        members = [.. members.Select(m => LatencyFold.Member(m, reads, writes))];

        long? revision = members.Max(m => m.Revision) ?? before.Revision;

        return before with
        {
            Round = before.Round + 1,
            At = now,
            ClusterId = Majority(members) ?? before.ClusterId,
            Endpoints = EndpointFold.Fold(before.Endpoints, round, roster.Ids),
            Members = members,
            Listed = roster.Listed,
            EndpointIds = roster.Ids,
            Voters = roster.Voters,
            Leadership = leadership,
            Matrix = matrix,
            Alarms = alarms,
            ListedAlarms = listedAlarms,
            Auth = AuthState.Fold(before.Auth, round),
            Revision = revision,
            Compactions = before.Compactions.Next(members.Where(m => now < m.Metrics.GoodUntil).Max(m => m.Metrics.CompactRevision.Value), revision, now),
            CanaryReads = reads,
            Hashes = HashFold.Fold(before.Hashes, round.Slow.Hash, members, (roster.Voters / 2) + 1, now),
            OwnCertificates = round.Slow.Own?.Certificates ?? before.OwnCertificates,
            MixedSince = SlowFold.IsMixed(members) ? before.MixedSince ?? now : null,
            CanaryWrites = writes,
            Metrics = ClusterMetricsFold.Fold(members, reads, writes, now),
        };
    }

    /// <summary>Endpoints of two clusters may stand in one list: the members of the list decide which is meant, and of those most.</summary>
    private static ClusterId? Majority(ImmutableArray<MemberState> members) =>
        members.Where(m => m.ClusterId is not null).GroupBy(m => m.ClusterId).OrderByDescending(g => g.Count(m => m.IsListed)).ThenByDescending(g => g.Count()).FirstOrDefault()?.Key;

    private static MemberState? Find(ClusterState before, Roster.Entry entry) =>
        before.Members.FirstOrDefault(m => m.Id is not null && m.Id == entry.Id)
        ?? before.Members.FirstOrDefault(m => m.Id is null && string.Equals(m.Endpoint, entry.Endpoint, StringComparison.Ordinal));
}
