using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member answers us and names no leader while a quorum of others has one: its links to them are cut.</summary>
internal sealed class NetworkPartitionRule : IRule
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    /// <summary>The start of its process is by its own clock: a minute leaves room for clocks that differ.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("network_partition", "Leader that each member names", "No member is cut off from the others") { Unseen = Sight.Status, Unnoticed = "A partition would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] isolated = [.. state.Members.Where(m => m.Role == MemberRole.Isolated)];
        MemberState[] others = [.. state.ServingVoters];
        if (isolated.Length == 0 || others.Length < state.Quorum)
        {
            yield break;
        }

        string cut = Words.Names(isolated);
        yield return new()
        {
            Rule = "network_partition",
            Title = "Network partition",
            Severity = Severity.Critical,
            Confidence = Confidence.High,
            Member = isolated.Length == 1 ? isolated[0].Name : null,
            Sentence = $"{cut} {(isolated.Length == 1 ? "is" : "are")} cut off from the other {others.Length} members",
            StillWorks = $"Reads and writes through {Words.Names(others)}. Clients bound to {cut} read stale data.",
            // a member that just started finds its leader within an election or two
            Confirm = isolated.All(m => now - m.AnsweringSince > Settle || now - m.Metrics.ProcessStart > Long) ? 2 : 3,
            Hold = TimeSpan.FromSeconds(10),
            Evidence =
            [
                .. isolated.Select(m => new Evidence($"{m.Name} answers and names no leader", $"term {m.Term}, index {Words.Number(m.RaftIndex ?? 0)}", m.Name, "status")),
                .. isolated.Select(m => new Evidence($"A linearizable read through {m.Name} fails", m.ReadFailure?.Message, m.Name, "linearizable_read")),
                .. isolated.Select(m => Links.Count(state, m)).OfType<Evidence>(),
                new($"The other {others.Length} agree on {state.Leadership.Name}", $"term {state.Leadership.Term}", state.Leadership.Name, "status"),
            ],
            NotSeen = [new("network_partition", "Where the path is cut", "only its two ends can be probed")],
            DoNext =
            [
                new($"Leave {cut} running: a restart cannot heal a cut path"),
                new($"Test the peer port of {isolated[0].Name} from another member's host", Words.Reach(isolated[0])),
            ],
        };
    }
}
