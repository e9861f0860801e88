using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// Two members say that they lead in one and the same term. Raft cannot come to that: each voter keeps one vote a term, on its disk.
/// Three rounds, since a status is not read in one piece. Two leaders in different terms are no split brain: <see cref="StaleLeaderRule"/>.
/// </summary>
internal sealed class SplitBrainRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("split_brain", "Leaders in one term", "No two members lead in one term") { Unseen = Sight.Status, Unnoticed = "Two leaders at once would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from claims in state.ReachableVoters.Where(m => m.NamedLeader is { } leader && leader == m.Id && m.ClusterId == state.ClusterId).GroupBy(m => m.Term)
        where claims.Count() > 1
        select new Finding
        {
            Rule = "split_brain",
            Title = "Split brain",
            Severity = Severity.Critical,
            Confidence = Confidence.High,
            Sentence = $"{Words.Names(claims)} all say that they lead in term {claims.Key}: raft is broken, data may differ",
            StillWorks = "Nothing that can be trusted: writes may be acknowledged twice.",
            Confirm = 3,
            Evidence = [.. claims.Select(m => new Evidence($"{m.Name} says that it leads", $"term {m.Term}, index {Words.Number(m.RaftIndex ?? 0)}, revision {Words.Number(m.Revision ?? 0)}", m.Name, "status"))],
            DoNext =
            [
                new("Stop automation and writers; change nothing about the members yet"),
                new("Save a snapshot of each member", "etcdctl --endpoints=MEMBER snapshot save MEMBER.db"),
                new("Compare the members' data: whose hash a majority shares is right", "etcdctl endpoint hashkv --cluster"),
                new("Look for a data directory that was copied or restored: a vote that was forgotten leads to this"),
            ],
        };
}
