using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member answers its status, with a leader, and serves no linearizable read while others do: stalled or overloaded.</summary>
internal sealed class MemberNotServingRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("member_not_serving", "Linearizable read", "A linearizable read through it succeeds")
        {
            UnseenOf = member => Sight.Answer(member) ?? (member.IsLearner ? "a learner serves none" : null),
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member is { Reachable: true, Serves: false, IsLearner: false } && member.Role != MemberRole.Isolated && state.ServingVoters.Any()
        select new Finding
        {
            Rule = "member_not_serving",
            Title = "Member serves nothing",
            Severity = Severity.Warning,
            Member = member.Name,
            Sentence = $"{member.Name} answers, but no linearizable read through it succeeds",
            Since = member.Since,
            Confirm = 3,
            Hold = TimeSpan.FromSeconds(30),
            StillWorks = $"Reads and writes through {Words.Names(state.ServingVoters)}. Serializable reads through {member.Name}.",
            Evidence = [new("A linearizable read through it fails", member.ReadFailure?.Message, member.Name, "linearizable_read"), new($"{member.Name} names a leader", $"term {member.Term}, index {Words.Number(member.RaftIndex ?? 0)}", member.Name, "status")],
            DoNext = [new($"Look at the disk and load of {member.Name}"), new("Compare what the members say", "etcdctl endpoint status --cluster -w table")],
        };
}
