using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// The term keeps rising: members stand for election again and again, and none stays leader for long. One election raises it once,
/// rarely by three, and a rolling restart of etcd 3.4, which asks for no vote before it stands, twice a member.
/// </summary>
internal sealed class ElectionStormRule : IRule
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private const int Rises = 4;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("election_storm", "Elections within a minute", "The term does not keep rising") { Unseen = Sight.Status, Unnoticed = "Members that stand for election without end would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        TermSeen[] rises = [.. state.Leadership.RecentTerms.Where(seen => now - seen.At < Window)];
        if (rises.Length < Rises)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "election_storm",
            Title = "Election storm",
            // between two leaders there is none for a moment, and that alone wakes nobody
            Severity = now - state.Leadership.MissingSince >= NoLeaderRule.Hold(state) ? Severity.Critical : Severity.Warning,
            Confidence = Confidence.High,
            Sentence = $"The term rose {rises.Length} times within a minute, to {rises[^1].Term}: no leader stays",
            StillWorks = "Serializable reads. Writes stop for about a second with each election.",
            Since = rises[0].At,
            Confirm = 1,
            Hold = TimeSpan.FromSeconds(30),
            Evidence =
            [
                .. rises.Select(seen => new Evidence($"Term {seen.Term} was seen", $"at {Words.Time(seen.At)}", null, "status")),
                .. state.Leadership.History.Where(reign => now - reign.From < Window).Select(reign => new Evidence($"{reign.Name} led in term {reign.Term}", reign.To is { } to ? $"for {(to - reign.From).TotalSeconds:0} s" : "and does now", reign.Name, "status")),
            ],
            DoNext =
            [
                new("Look for packets that are lost between the members: heartbeats that arrive late end a term"),
                new("Look for slow disks: a leader that waits for its disk sends no heartbeat", "etcdctl endpoint status --cluster -w table"),
            ],
        };
    }
}
