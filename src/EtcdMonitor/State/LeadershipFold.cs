using System.Collections.Immutable;
using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>Decides who leads, from what members say of themselves and of each other.</summary>
internal static class LeadershipFold
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public static Leadership Fold(Leadership before, ImmutableArray<MemberState> members, int voters, DateTimeOffset now)
    {
        MemberState[] reachable = [.. members.Where(m => m.Reachable && !m.IsLearner)];
        Leadership next = before with
        {
            Term = Math.Max(before.Term, reachable.Max(m => m.Term) ?? 0),
            RecentChanges = [.. before.RecentChanges.Where(at => now - at < Recent)],
        };

        if (Elected(reachable, (voters / 2) + 1) is not { } leader)
        {
            return next with { Leader = null, Name = null, Since = null, MissingSince = before.MissingSince ?? now };
        }

        next = next with
        {
            Leader = leader,
            Name = members.FirstOrDefault(m => m.Id == leader)?.Name,
            Since = before.LastLeader == leader && before.MissingSince is null ? before.Since ?? now : now,
            LastLeader = leader,
            MissingSince = null,
        };
        return before.LastLeader is null || before.LastLeader == leader
            ? next
            : next with { Changes = before.Changes + 1, LastChange = now, RecentChanges = next.RecentChanges.Add(now) };
    }

    /// <summary>
    /// The leader of the highest term that a quorum of voters names, or that one member names through which a linearizable
    /// read just succeeded. One member's word alone is not enough: status is local, and a leader that was cut off believes
    /// in itself for about a second.
    /// </summary>
    private static MemberId? Elected(MemberState[] reachable, int quorum) =>
        reachable
            .Where(m => m.NamedLeader is not null)
            .GroupBy(m => (m.Term, m.NamedLeader))
            .OrderByDescending(g => g.Key.Term)
            .FirstOrDefault(g => g.Count() >= quorum || g.Any(m => m.Serves))?
            .Key.NamedLeader;
}
