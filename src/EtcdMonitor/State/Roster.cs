using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Who is who in a round: answers sorted by member, since several endpoints can be one member and ids outlive addresses.</summary>
internal sealed record Roster(ImmutableArray<Member> Listed, ImmutableDictionary<string, MemberId> Ids, ImmutableArray<Roster.Entry> Entries)
{
    /// <summary>One member, or one endpoint whose member nobody could tell yet.</summary>
    internal sealed record Entry(string Name, string Endpoint, MemberId? Id, Member? Listed, MemberAnswers? Answers);

    /// <summary>Voters, started or not; before any list is known, every endpoint counts.</summary>
    public int Voters => Listed.IsEmpty ? Entries.Length : Listed.Count(m => !m.IsLearner);

    public static Roster Of(ClusterState before, ProbeRound round)
    {
        ImmutableArray<Member> listed = BestList(round) ?? before.Listed;
        ImmutableDictionary<string, MemberId> ids = before.EndpointIds;
        foreach (MemberAnswers answers in round.Members)
        {
            if (answers.Header is { } header)
            {
                ids = ids.SetItem(answers.Endpoint, header.Member);
            }
            else if (!ids.ContainsKey(answers.Endpoint) && Advertised(listed, answers.Endpoint) is { } member)
            {
                ids = ids.Add(answers.Endpoint, member.Id);
            }
        }

        ids = PairLast(ids, listed, round);
        return new(listed, ids, [.. Members(listed, ids, round), .. Strangers(listed, ids, round)]);
    }

    private static IEnumerable<Entry> Members(ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids, ProbeRound round) =>
        from member in listed
        let answers = round.Members
            .Where(a => ids.TryGetValue(a.Endpoint, out MemberId id) && id == member.Id)
            .OrderByDescending(a => a.Header is not null)
            .FirstOrDefault()
        select new Entry(NameOf(member), answers?.Endpoint ?? member.ClientUrls.FirstOrDefault() ?? "", member.Id, member, answers);

    /// <summary>Endpoints of the configuration that are no listed member: removed ones, wrong addresses, or all of them before a list is known.</summary>
    private static IEnumerable<Entry> Strangers(ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids, ProbeRound round) =>
        from answers in round.Members
        let id = ids.TryGetValue(answers.Endpoint, out MemberId known) ? known : (MemberId?)null
        where id is null || listed.All(m => m.Id != id)
        select new Entry(answers.Endpoint, answers.Endpoint, id, null, answers);

    /// <summary>The list that most members give; the highest term decides between equals.</summary>
    private static ImmutableArray<Member>? BestList(ProbeRound round) =>
        round.Members
            .Select(m => m.List?.Value)
            .OfType<MemberList>()
            .Where(l => l.Members.Count > 0)
            .GroupBy(l => string.Join(',', l.Members.Select(m => $"{m.Id}{(m.IsLearner ? "l" : "")}").Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(l => l.Header.RaftTerm))
            .FirstOrDefault()?
            .MaxBy(l => l.Header.RaftTerm)?
            .Members.OrderBy(NameOf, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>One endpoint that never answered and one member without an endpoint must be the same.</summary>
    private static ImmutableDictionary<string, MemberId> PairLast(ImmutableDictionary<string, MemberId> ids, ImmutableArray<Member> listed, ProbeRound round)
    {
        string[] endpoints = [.. round.Members.Select(m => m.Endpoint).Where(e => !ids.ContainsKey(e))];
        Member[] members = [.. listed.Where(m => !ids.ContainsValue(m.Id))];
        return endpoints.Length == 1 && members.Length == 1 ? ids.Add(endpoints[0], members[0].Id) : ids;
    }

    private static Member? Advertised(ImmutableArray<Member> listed, string endpoint) =>
        listed.FirstOrDefault(m => m.ClientUrls.Any(url => Address.Same(url, endpoint)));

    public static string NameOf(Member member) => member.Name.Length > 0 ? member.Name : member.Id.ToString();
}
