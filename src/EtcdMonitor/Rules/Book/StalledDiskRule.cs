using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// A member's process lives and its raft stands still. Either its status answers, with the leader frozen as it was, while its index
/// stands and those of others move (etcd#13527); or its status waits for the database's lock while its metrics page, which waits for
/// no disk, still comes (measured on 3.5 with each fdatasync held for 20 s).
/// </summary>
internal sealed class StalledDiskRule : IRule
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(3);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("stalled_disk", "Progress of its raft log", "Its index moves with the others'") { UnseenOf = Sight.Asked, Unnoticed = "A disk that hangs would go unnoticed while nothing is written" },
    ];

    /// <summary>Its metrics page came over the same port after it stopped to answer: neither the way nor the process is gone.</summary>
    public static bool ShowsPage(MemberState member) =>
        member is { Failure.Kind: EtcdFailure.Timeout, Metrics: { Missing: null, DefragInflight.Value: not 1 } } && member.Metrics.At - member.FailingSince >= TimeSpan.FromSeconds(1);

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let page = ShowsPage(member)
        where !member.IsLearner && (page || Stands(state, member, now))
        select new Finding
        {
            Rule = "stalled_disk",
            Title = "Stalled disk",
            Severity = Severity.Warning,
            Confidence = page ? Confidence.Medium : Confidence.High,
            Member = member.Name,
            Sentence = page
                ? $"{member.Name} shows its metrics and answers no question: it waits, most likely for its disk"
                : $"{member.Name} names a leader and stands still at index {Words.Number(member.RaftIndex ?? 0)} while others move on: its disk may be stalled",
            StillWorks = state.ServingVoters.Any() ? $"Reads and writes through {Words.Names(state.ServingVoters)}." : null,
            Since = page ? member.FailingSince : member.IndexMovedAt,
            Hold = TimeSpan.FromSeconds(30),
            Evidence = page
                ? [Words.Silent(member), new($"The metrics page of {member.Name} came", $"at {Words.Time(member.Metrics.At!.Value)}, over the same port", member.Name, "metrics"), .. Links.To(state, member)]
                :
                [
                    new($"The index of {member.Name} stands at {Words.Number(member.RaftIndex ?? 0)}", $"since {Words.Time(member.IndexMovedAt!.Value)}, the highest seen is {Words.Number(Highest(state, member))}", member.Name, "status"),
                    new($"A linearizable read through {member.Name} fails", member.ReadFailure?.Message, member.Name, "linearizable_read"),
                ],
            NotSeen = [new($"members[{state.Members.IndexOf(member)}].disk", $"The disk of {member.Name}", "only its own host can tell what it waits for")],
            DoNext = [new($"Look at the disk of {member.Name}: latency, errors in the kernel's log, a volume that was detached"), new("See what the process waits for", "cat /proc/$(pidof etcd)/wchan; iostat -x 1 3")],
        };

    private static bool Stands(ClusterState state, MemberState member, DateTimeOffset now) =>
        member is { Serves: false, NamedLeader: not null, StaleLeaderSince: null } // so its status answers
        && now - member.IndexMovedAt >= Still && Highest(state, member) > member.RaftIndex;

    private static ulong Highest(ClusterState state, MemberState but) => state.Members.Where(m => m.Reachable && m != but && m.IsListed == but.IsListed).Max(m => m.RaftIndex) ?? 0;
}
