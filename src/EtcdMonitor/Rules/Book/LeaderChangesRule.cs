using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>The leader changes too often: each change stops writes for about a second.</summary>
internal sealed class LeaderChangesRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("leader_changes", "Changes of the leader within an hour", "The leader did not change more often than is normal") { Unseen = Sight.Status },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        int changes = state.Leadership.RecentChanges.Length;
        if (changes <= thresholds.MaxLeaderChangesPerHour)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "leader_changes",
            Title = "Leader changes",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Sentence = $"The leader changed {changes} times within an hour, {thresholds.MaxLeaderChangesPerHour} are normal",
            Since = state.Leadership.RecentChanges[thresholds.MaxLeaderChangesPerHour],
            Confirm = 1,
            Evidence = [new($"{state.Leadership.Name ?? "Nobody"} leads now", $"term {state.Leadership.Term}", state.Leadership.Name, "status")],
            DoNext = [new("Look for slow disks and lost heartbeats on the members that led"), new("Compare what the members say", "etcdctl endpoint status --cluster -w table")],
        };
    }
}
