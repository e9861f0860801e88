using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// A member says that it leads, and others know a leader of a higher term. For about 0.8 s after a cut that is how raft works: the
/// old leader has not noticed yet. One that goes on believing in itself and serves nothing hangs: its disk is the suspect.
/// </summary>
internal sealed class StaleLeaderRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("stale_leader", "Leaders of lower terms", "Nobody believes to lead who does not") { Unseen = Sight.Status, Unnoticed = "A leader that hangs would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member.StaleLeaderSince is not null // so its status answers
        let hangs = !member.Serves && now - member.StaleLeaderSince > 2 * state.ElectionTimeout
        select new Finding
        {
            Rule = "stale_leader",
            Title = "Stale leader",
            Severity = hangs ? Severity.Critical : Severity.Info,
            Confidence = hangs ? Confidence.High : Confidence.Medium,
            Member = member.Name,
            Sentence = hangs
                ? $"{member.Name} still believes to lead in term {member.Term} and serves nothing, while the others are in term {state.Leadership.Term}: its disk may be stalled"
                : $"{member.Name} believes to lead in term {member.Term}, the others are in term {state.Leadership.Term}",
            StillWorks = state.Leadership.Name is { } leader ? $"Reads and writes through {leader} and who follows it. Clients bound to {member.Name} wait." : null,
            Since = member.StaleLeaderSince,
            Evidence =
            [
                new($"{member.Name} says that it leads", $"term {member.Term}, index {Words.Number(member.RaftIndex ?? 0)}, which last moved at {Words.Time(member.IndexMovedAt ?? now)}", member.Name, "status"),
                .. state.Members.Where(m => m.Reachable && m.Term > member.Term).Select(m => new Evidence(
                    $"{m.Name} names {state.Members.FirstOrDefault(o => o.Id == m.NamedLeader)?.Name ?? "no leader"}", $"term {m.Term}, index {Words.Number(m.RaftIndex ?? 0)}", m.Name, "status")),
                .. member.Serves ? Array.Empty<Evidence>() : [new($"A linearizable read through {member.Name} fails", member.ReadFailure?.Message, member.Name, "linearizable_read")],
            ],
            DoNext =
            [
                new($"Look at the disk of {member.Name}: a write-ahead log that cannot be synced holds raft, not the status"),
                new($"Stop {member.Name} when its disk does not come back: the others serve without it"),
            ],
        };
}
