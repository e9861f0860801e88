using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Keeps apart what each address says: folded into members, it would be lost which of two answers came from where.</summary>
internal static class EndpointFold
{
    /// <summary>Two reads of one start differ by rounding only.</summary>
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);

    public static ImmutableArray<EndpointState> Fold(ImmutableArray<EndpointState> before, ProbeRound round, ImmutableDictionary<string, MemberId> ids) =>
    [
        .. from endpoint in round.Members.Select(m => m.Endpoint).Concat(round.Waiting).Order(StringComparer.Ordinal)
           let known = before.FirstOrDefault(e => e.Endpoint == endpoint) ?? new EndpointState { Endpoint = endpoint }
           let named = known with { Member = ids.TryGetValue(endpoint, out MemberId id) ? id : known.Member }
           let asked = round.Members.FirstOrDefault(m => m.Endpoint == endpoint) is { } answers ? Answered(named, answers, round.EndedAt) : named
           select round.Pages.FirstOrDefault(p => p.Endpoint == endpoint) is { Delta: { } delta } page ? Read(asked, page.At, delta) : asked,
    ];

    /// <summary>
    /// Processes that answered both, though they are not one: the one that started earlier was seen after the other had been. While a member restarts, the
    /// page that is read less often shows the old process for a while, and that is no second one.
    /// </summary>
    public static IEnumerable<DuplicateMember> Duplicates(ImmutableArray<EndpointState> endpoints) =>
        from one in endpoints
        from other in endpoints
        where one.Member is not null && one.Member == other.Member && one.Endpoint != other.Endpoint && other.ProcessStart - one.ProcessStart > SameStart && one.ProcessSeenAt > other.ProcessFirstSeenAt
        select new DuplicateMember(one.Member!.Value, one, other);

    private static EndpointState Answered(EndpointState endpoint, MemberAnswers answers, DateTimeOffset now)
    {
        bool answered = answers.Header is not null || answers.Refuses;
        return endpoint with
        {
            Cluster = answers.Header?.Cluster ?? endpoint.Cluster,
            Failure = answered ? null : answers.Status.Failure,
            AskedAt = now,
            AnsweredAt = answered ? now : endpoint.AnsweredAt,
        };
    }

    private static EndpointState Read(EndpointState endpoint, DateTimeOffset at, MetricsDelta delta)
    {
        if (delta.Value(Series.ProcessStart) is not { } seconds)
        {
            return endpoint;
        }

        DateTimeOffset start = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        bool same = endpoint.ProcessStart is { } before && (before - start).Duration() <= SameStart;
        return endpoint with { ProcessStart = start, ProcessFirstSeenAt = same ? endpoint.ProcessFirstSeenAt : at, ProcessSeenAt = at };
    }
}
