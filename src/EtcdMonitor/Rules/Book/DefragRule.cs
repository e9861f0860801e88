using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// A member is being defragmented: it answers neither reads nor status meanwhile, about 13 ms per MB, and that is no fault. Its
/// metrics page goes on to answer and says so (measured on 3.4.23 and 3.5).
/// </summary>
internal sealed class DefragRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("defrag_running", "Defragmentation", "It is not being defragmented") { UnseenOf = Sight.Figure(m => m.DefragInflight) },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where Sight.IsFresh(member, now) && member.Metrics.DefragInflight.Value == 1
        select new Finding
        {
            Rule = "defrag_running",
            Title = "Defragmentation",
            Severity = Severity.Info,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} is being defragmented and answers nothing until that is done",
            StillWorks = $"Reads and writes through the other members{(member.DbSize is { } size ? $". At 13 ms per MB it takes about {Words.Number(Math.Max(1, size / 1e6 * 0.013))} s" : "")}.",
            Confirm = 1,
            Evidence = [new($"{member.Name} says that a defragmentation is under way", $"page of {Words.Time(member.Metrics.At!.Value)}", member.Name, "metrics"), .. Links.To(state, member)],
            DoNext = [new("Wait until it is done, then go on with the next member: followers first, the leader last")],
        };
}
