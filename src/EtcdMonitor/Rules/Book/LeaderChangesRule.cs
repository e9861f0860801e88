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
        (TimeSpan Span, string Words, int Most)[] limits =
        [
            (TimeSpan.FromMinutes(15), "15 minutes", thresholds.MaxLeaderChangesPerQuarterHour),
            (TimeSpan.FromHours(1), "an hour", thresholds.MaxLeaderChangesPerHour),
        ];
        Finding[] found =
        [
            .. from limit in limits
               let changes = state.Leadership.RecentChanges.Where(at => now - at < limit.Span).ToArray()
               where changes.Length > limit.Most
               orderby changes.Length - limit.Most descending
               select new Finding
               {
                   Rule = "leader_changes",
                   Title = "Leader changes",
                   Severity = Severity.Warning,
                   Confidence = Confidence.High,
                   Sentence = $"The leader changed {changes.Length} times within {limit.Words}, {limit.Most} are normal",
                   Since = changes[limit.Most],
                   Confirm = 1,
                   Evidence = [new($"{state.Leadership.Name ?? "Nobody"} leads now", $"term {state.Leadership.Term}", state.Leadership.Name, "status")],
                   DoNext = [new("Look for slow disks and lost heartbeats on the members that led"), new("Compare what the members say", "etcdctl endpoint status --cluster -w table")],
               },
        ];
        return found.Take(1); // one alert, whichever limit it is over
    }
}
