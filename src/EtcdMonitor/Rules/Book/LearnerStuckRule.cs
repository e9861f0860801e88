using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A learner is behind the leader and does not move: it will never be fit to vote.</summary>
internal sealed class LearnerStuckRule : IRule
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(30);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("learner_stuck", "Progress of learners", "No learner stands still") { Unseen = Sight.Status, Unnoticed = "A learner that copies nothing would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member is { IsLearner: true, Behind: > 0 } && now - member.IndexMovedAt >= Still
        select new Finding
        {
            Rule = "learner_stuck",
            Title = "Learner stuck",
            Severity = Severity.Warning,
            Confidence = Links.Deny(state, member) ? Confidence.High : Confidence.Medium,
            Member = member.Name,
            Sentence = $"The learner {member.Name} is {Words.Number(member.Behind!.Value)} entries behind and has not moved for {(now - member.IndexMovedAt!.Value).TotalSeconds:0} s",
            StillWorks = "Everything: a learner has no vote.",
            Since = member.IndexMovedAt,
            Hold = TimeSpan.FromMinutes(1),
            Evidence = [new($"The index of {member.Name} stands at {Words.Number(member.RaftIndex ?? 0)}", $"since {Words.Time(member.IndexMovedAt.Value)}", member.Name, "status"), .. Links.To(state, member)],
            DoNext =
            [
                new($"Test the peer port of {member.Name} from the leader's host, and the other way round"),
                new("If it cannot catch up, remove it and add it again with an empty data directory", $"etcdctl member remove {member.Id}"),
            ],
        };
}
