using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Who is who in a round: answers sorted by member, since several endpoints can be one member and ids outlive addresses.</summary>
internal sealed record Roster(ImmutableArray<Member> Listed, ImmutableDictionary<string, MemberId> Ids, ImmutableArray<Roster.Entry> Entries)
{
    /// <summary>One member, or one endpoint whose member nobody could tell yet.</summary>
    /// <param name="Name">Its name, or the endpoint.</param>
    /// <param name="Endpoint">Where it answers, or is asked; empty: nowhere.</param>
    /// <param name="Id">Its id, when known.</param>
    /// <param name="Listed">What the list says of it.</param>
    /// <param name="Answers">What it answered in this round.</param>
    /// <param name="IsLate">It is asked, and its answers are not there yet.</param>
    internal sealed record Entry(string Name, string Endpoint, MemberId? Id, Member? Listed, MemberAnswers? Answers, bool IsLate);

    /// <summary>Voters, started or not; before any list is known, every endpoint counts.</summary>
    public int Voters => Listed.IsEmpty ? Entries.Length : Listed.Count(m => !m.IsLearner);

    public static Roster Of(ClusterState before, ProbeRound round)
    {
        MemberList? best = BestList(round);
        ImmutableArray<Member> listed = best is null ? before.Listed : [.. best.Members.OrderBy(NameOf, StringComparer.Ordinal)];
        ImmutableDictionary<string, MemberId> ids = before.EndpointIds;
        foreach (MemberAnswers answers in round.Members)
        {
            if (answers.Header is { } header)
            {
                ids = ids.SetItem(answers.Endpoint, header.Member);
            }
        }

        foreach (string endpoint in round.Members.Select(a => a.Endpoint).Concat(round.Waiting).Where(e => !ids.ContainsKey(e)))
        {
            ids = Advertised(listed, endpoint) is { } member ? ids.Add(endpoint, member.Id) : ids;
        }

        ids = PairLast(ids, listed, round);
        return new(listed, ids, [.. Members(listed, ids, round), .. Strangers(listed, ids, round)]);
    }

    private static IEnumerable<Entry> Members(ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids, ProbeRound round)
    {
        return
        from member in listed
        let answers = round.Members
            .Where(a => IsAt(a.Endpoint, member.Id))
            .OrderByDescending(a => a.Header is not null || a.Refuses)
            .FirstOrDefault()
        let late = answers is null ? round.Waiting.FirstOrDefault(e => IsAt(e, member.Id)) : null
        select new Entry(NameOf(member), answers?.Endpoint ?? late ?? member.ClientUrls.FirstOrDefault() ?? "", member.Id, member, answers, late is not null);

        bool IsAt(string endpoint, MemberId member) => ids.TryGetValue(endpoint, out MemberId id) && id == member;
    }

    /// <summary>
    /// Endpoints of the configuration that are no listed member: wrong addresses, strangers that answer, or all of them before a list is known. Where a member that
    /// was removed answered, and nobody answers now, is nobody.
    /// </summary>
    private static IEnumerable<Entry> Strangers(ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids, ProbeRound round) =>
        from endpoint in round.Members.Select(a => a.Endpoint).Concat(round.Waiting)
        let id = ids.TryGetValue(endpoint, out MemberId known) ? known : (MemberId?)null
        where id is null || listed.All(m => m.Id != id)
        let answers = round.Members.FirstOrDefault(a => a.Endpoint == endpoint)
        where id is null || listed.IsEmpty || answers?.Header is not null
        group new Entry(endpoint, endpoint, id, null, answers, answers is null) by id?.ToString() ?? endpoint into same
        select same.OrderByDescending(e => e.Answers?.Header is not null).ThenByDescending(e => e.Answers is not null).First();

    /// <summary>The list that most members give; the highest term decides between equals.</summary>
    private static MemberList? BestList(ProbeRound round) =>
        round.Members
            .Select(m => m.List?.Value)
            .OfType<MemberList>()
            .Where(l => l.Members.Count > 0)
            .GroupBy(l => string.Join(',', l.Members.Select(m => $"{m.Id}{(m.IsLearner ? "l" : "")}").Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(l => l.Header.RaftTerm))
            .FirstOrDefault()?
            .MaxBy(l => l.Header.RaftTerm);

    /// <summary>One endpoint that never answered and one member without an endpoint must be the same.</summary>
    private static ImmutableDictionary<string, MemberId> PairLast(ImmutableDictionary<string, MemberId> ids, ImmutableArray<Member> listed, ProbeRound round)
    {
        string[] endpoints = [.. round.Members.Select(m => m.Endpoint).Concat(round.Waiting).Where(e => !ids.ContainsKey(e))];
        Member[] members = [.. listed.Where(m => !ids.ContainsValue(m.Id))];
        return endpoints.Length == 1 && members.Length == 1 ? ids.Add(endpoints[0], members[0].Id) : ids;
    }

    private static Member? Advertised(ImmutableArray<Member> listed, string endpoint) =>
        listed.FirstOrDefault(m => m.ClientUrls.Any(url => Address.Same(url, endpoint)));

    public static string NameOf(Member member) => member.Name.Length > 0 ? member.Name : member.Id.ToString();
}
