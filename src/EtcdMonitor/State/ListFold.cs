using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Compares each member's own list with the one that most members give.</summary>
internal static class ListFold
{
    public static MemberState Compare(MemberState member, Roster roster, ProbeRound round, DateTimeOffset now)
    {
        if (!member.IsListed || round.Members.FirstOrDefault(a => a.Endpoint == member.Endpoint)?.List?.Value is not { } list)
        {
            // what it said last stands until it says something else
            return member;
        }

        string? differs = Difference(roster.Listed, list.Members);
        return member with { ListDiffers = differs, ListDiffersSince = differs is null ? null : member.ListDiffersSince ?? now };
    }

    private static string? Difference(IReadOnlyCollection<Member> most, IReadOnlyCollection<Member> own)
    {
        string[] words =
        [
            .. most.Where(m => own.All(o => o.Id != m.Id)).Select(m => $"lacks {Roster.NameOf(m)}"),
            .. own.Where(o => most.All(m => o.Id != m.Id)).Select(o => $"has {Roster.NameOf(o)} too"),
            .. from o in own from m in most where o.Id == m.Id && o.IsLearner != m.IsLearner select $"takes {Roster.NameOf(m)} for a {(o.IsLearner ? "learner" : "voter")}",
        ];
        return words.Length == 0 ? null : string.Join(", ", words);
    }
}
