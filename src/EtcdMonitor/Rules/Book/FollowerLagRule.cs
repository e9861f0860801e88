using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// A member is behind: it has fewer entries than the leader, or has not applied those that it has. Members are asked within a
/// few milliseconds of each other, in which a busy cluster writes some hundred entries: the limit is above that.
/// </summary>
internal sealed class FollowerLagRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("follower_lag", "Entries behind the leader", "It is not far behind the leader") { UnseenOf = Sight.Status, Unnoticed = "A member that falls behind would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let unapplied = member.RaftIndex is { } index && member.AppliedIndex is { } applied && index > applied ? (long)(index - applied) : 0
        where member is { Reachable: true, Denied: null } && member.Role is not MemberRole.Isolated && (member.Behind > thresholds.MaxFollowerLag || unapplied > thresholds.MaxFollowerLag)
        let behind = member.Behind > thresholds.MaxFollowerLag
        select new Finding
        {
            Rule = "follower_lag",
            Title = behind ? "Member behind" : "Slow apply",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = behind
                ? $"{member.Name} is {Words.Number(member.Behind!.Value)} entries behind the leader"
                : $"{member.Name} has not applied {Words.Number(unapplied)} entries that are committed{(unapplied > 5000 ? ": etcd refuses writes through it above 5,000" : "")}",
            StillWorks = $"Reads and writes through the others. Serializable reads through {member.Name} are stale.",
            Confirm = 5,
            Hold = TimeSpan.FromSeconds(30),
            Evidence =
            [
                new($"{member.Name} has committed up to {Words.Number(member.RaftIndex ?? 0)} and applied up to {Words.Number(member.AppliedIndex ?? 0)}", $"revision {Words.Number(member.Revision ?? 0)}, the highest seen is {Words.Number(state.Revision ?? 0)}", member.Name, "status"),
                .. Links.To(state, member),
            ],
            DoNext = [new($"Look at disk, processor and network of {member.Name}: it writes or applies more slowly than the leader sends"), new("Compare the members", "etcdctl endpoint status --cluster -w table")],
        };
}
