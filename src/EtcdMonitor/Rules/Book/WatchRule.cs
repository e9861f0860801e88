using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Clients do not take their watch events as fast as they come: the member keeps them in memory, and what clients believe is old.</summary>
internal sealed class WatchRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("slow_watchers", "Watchers that are behind", "Few or none of its watchers are behind") { UnseenOf = Sight.Figure(m => m.SlowWatchers), Unnoticed = "Clients that see old data would go unnoticed" },
        new("watch_backlog", "Watch events that wait", "Its watch events leave as fast as they come") { UnseenOf = Sight.Figure(m => m.WatchPendingEvents) },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where Sight.IsFresh(member, now)
        from finding in new[] { Slow(member, thresholds), Backlog(member, thresholds) }
        where finding is not null
        select finding;

    private static Finding? Slow(MemberState member, Thresholds thresholds) => member.Metrics.SlowWatchers.Value is { } slow && slow > thresholds.MaxSlowWatchers
        ? Of("slow_watchers", "Slow watchers", member, $"{Words.Number(slow)} watchers of {member.Name} are behind, {thresholds.MaxSlowWatchers} are allowed: their clients see old data")
        : null;

    private static Finding? Backlog(MemberState member, Thresholds thresholds) => member.Metrics.WatchPendingEvents.Value is { } pending && pending > thresholds.MaxWatchPendingEvents
        ? Of("watch_backlog", "Watch events wait", member, $"{Words.Number(pending)} events wait in {member.Name} to be sent to watchers, {Words.Number(thresholds.MaxWatchPendingEvents)} are allowed")
        : null;

    private static Finding Of(string rule, string title, MemberState member, string sentence) => new()
    {
        Rule = rule,
        Title = title,
        Severity = Severity.Warning,
        Member = member.Name,
        Sentence = sentence,
        StillWorks = "Reads and writes, and watchers that keep up.",
        Confirm = 60, // one that begins at an old revision is behind for a moment, as it should be
        Hold = TimeSpan.FromMinutes(5),
        KeepFiring = TimeSpan.FromSeconds(30),
        Evidence =
        [
            new($"{Words.Number(member.Metrics.SlowWatchers.Value ?? 0)} of {Words.Number(member.Metrics.Watchers.Value ?? 0)} watchers are behind, {Words.Number(member.Metrics.WatchPendingEvents.Value ?? 0)} events wait", Words.Page(member), member.Name, "metrics"),
            .. member.Metrics.WatchEventsPerS.Value is { } rate ? [new($"{Words.Number(rate)} events a second are sent", null, member.Name, "metrics")] : Array.Empty<Evidence>(),
        ],
        NotSeen = [new("watchers", "Which clients are behind", "no metric of etcd names them")],
        DoNext =
        [
            new($"Find the clients of {member.Name} that do not read: their connections have bytes in the send queue", "ss -Htn state established '( sport = :2379 )' | sort -k2 -n | tail"),
            new("Restart those that hang; let others watch less, or with a filter"),
        ],
    };
}
