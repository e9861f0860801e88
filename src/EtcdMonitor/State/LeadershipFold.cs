using System.Collections.Immutable;
using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>Decides who leads, from what members say of themselves and of each other.</summary>
internal static class LeadershipFold
{
    private const int MostReigns = 100;
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);
    private static readonly TimeSpan RecentTerms = TimeSpan.FromMinutes(2);

    public static Leadership Fold(Leadership before, ImmutableArray<MemberState> members, int voters, DateTimeOffset now)
    {
        bool listed = members.Any(m => m.IsListed);
        MemberState[] reachable = [.. members.Where(m => m.Reachable && !m.IsLearner && m.IsListed == listed)];
        ulong term = Math.Max(before.Term, reachable.Max(m => m.Term) ?? 0);
        Leadership next = before with
        {
            Term = term,
            RecentTerms = [.. before.RecentTerms.Where(seen => now - seen.At < RecentTerms), .. before.Term > 0 && term > before.Term ? [new TermSeen(now, term)] : Array.Empty<TermSeen>()],
            RecentChanges = [.. before.RecentChanges.Where(at => now - at < Recent)],
        };

        if (Elected(reachable, (voters / 2) + 1) is not { } elected)
        {
            return next with { Leader = null, Name = null, Since = null, MissingSince = before.MissingSince ?? now, History = reachable.Any(m => m.Term is not null) ? Ended(before.History, now) : before.History };
        }

        MemberId leader = elected.NamedLeader!.Value;
        next = next with
        {
            Leader = leader,
            Name = members.FirstOrDefault(m => m.Id == leader)?.Name,
            Since = before.LastLeader == leader && before.MissingSince is null ? before.Since ?? now : now,
            LastLeader = leader,
            MissingSince = null,
            History = Reigns(before, elected, members, now),
        };
        return before.LastLeader is null || before.LastLeader == leader
            ? next
            : next with { Changes = before.Changes + 1, LastChange = now, RecentChanges = next.RecentChanges.Add(now) };
    }

    /// <summary>
    /// A member that names the leader of the highest term that a quorum of voters names, or that names one itself and just served a linearizable
    /// read. One member's word alone is not enough: status is local, and a leader that was cut off believes
    /// in itself for about a second.
    /// </summary>
    private static MemberState? Elected(MemberState[] reachable, int quorum) =>
        reachable
            .Where(m => m.NamedLeader is not null)
            .GroupBy(m => (m.Term, m.NamedLeader))
            .OrderByDescending(g => g.Key.Term)
            .FirstOrDefault(g => g.Count() >= quorum || g.Any(m => m.Serves))?
            .First();

    private static ImmutableArray<Reign> Reigns(Leadership before, MemberState elected, ImmutableArray<MemberState> members, DateTimeOffset now)
    {
        MemberId leader = elected.NamedLeader!.Value;
        string? name = members.FirstOrDefault(m => m.Id == leader)?.Name;
        ImmutableArray<Reign> history = before.History;
        if (history is [.., { To: null } last] && last.Leader == leader && last.Term == elected.Term)
        {
            return last.Name == name ? history : history.SetItem(history.Length - 1, last with { Name = name });
        }

        // how long nobody led while the monitor was not there, or blind, nobody knows
        TimeSpan? without = history is [.., { To: { } ended }] ? now - ended : before.Leader is null ? null : TimeSpan.Zero;
        history = Ended(history, now).Add(new(leader, name, elected.Term ?? 0, now, null, without));
        return history.Length > MostReigns ? history.RemoveRange(0, history.Length - MostReigns) : history;
    }

    /// <summary>Only a member that answers can say that nobody leads: a blind monitor ends no reign.</summary>
    private static ImmutableArray<Reign> Ended(ImmutableArray<Reign> history, DateTimeOffset now) =>
        history is [.., { To: null } last] ? history.SetItem(history.Length - 1, last with { To = now }) : history;
}
