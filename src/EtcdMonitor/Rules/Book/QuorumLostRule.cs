using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// Fewer voters than a quorum answer, none serves a linearizable read, and something besides our own silence says so: a
/// member that answers and cannot reach a quorum, or enough hosts that refuse the connection. As long as no member list was
/// ever seen, nobody knows how many voters there are, and nothing is claimed.
/// </summary>
internal sealed class QuorumLostRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("quorum_lost", "Voters that can be reached", "The quorum is not lost") { Unnoticed = "A lost quorum would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] reachable = [.. state.ReachableVoters];
        if (!Holds(state, reachable))
        {
            yield break;
        }

        MemberState[] silent = [.. state.SilentVoters];
        int hidden = silent.Count(m => m.Failure?.Kind != EtcdFailure.Refused);
        yield return new()
        {
            Rule = "quorum_lost",
            Title = "Quorum lost",
            Severity = Severity.Critical,
            Confidence = hidden < state.Quorum ? Confidence.High : Confidence.Medium,
            Sentence = state.Voters == 1 ? "Its only member is not reachable: nothing can be read or written"
                : reachable.Length == 0 ? $"None of {state.Voters} voters is reachable, {state.Quorum} are needed: nothing can be read or written"
                : $"{reachable.Length} of {state.Voters} voters {(reachable.Length == 1 ? "is" : "are")} reachable, {state.Quorum} are needed: no write and no linearizable read succeeds",
            StillWorks = reachable.Length == 0 ? null : $"Serializable reads through {Words.Names(reachable)}, as of {Words.Time(silent.Max(m => m.FailingSince) ?? now)}. Leases do not expire meanwhile.",
            Since = silent.Max(m => m.FailingSince),
            Evidence =
            [
                .. silent.Select(Words.Silent),
                .. reachable.Select(m => new Evidence(
                    m.NamedLeader is null ? $"{m.Name} answers and names no leader" : $"{m.Name} answers, but a linearizable read through it fails",
                    m.ReadFailure?.Message,
                    m.Name,
                    "linearizable_read")),
            ],
            NotSeen =
            [
                .. silent.Select(m => new NotSeen($"members[{state.Members.IndexOf(m)}].db_size", $"Data of {m.Name}", "whole or lost, nobody can tell from here")),
                .. hidden >= state.Quorum ? [new NotSeen("has_leader", $"Whether {Words.Names(silent)} serve among themselves", "they are silent, not refusing, and enough for a quorum")] : Array.Empty<NotSeen>(),
            ],
            DoNext =
            [
                new($"Start {Words.Names(silent)}: {state.Quorum - reachable.Length} more {(state.Quorum - reachable.Length == 1 ? "restores" : "restore")} writes"),
                new("Remove no member, empty no data directory: both make the way back longer"),
                .. silent.Take(1).Select(m => new Step("Test the way to a silent member", Words.Reach(m))),
            ],
        };
    }

    /// <summary>The condition; <see cref="QuorumUnknownRule"/> takes what it leaves.</summary>
    public static bool Holds(ClusterState state, IReadOnlyCollection<MemberState> reachable)
    {
        int refused = state.SilentVoters.Count(m => m.Failure?.Kind == EtcdFailure.Refused);
        return state.Members.Any(m => m.IsListed) && reachable.Count < state.Quorum && !state.ServingVoters.Any()
            && (reachable.Count > 0 || refused > state.Voters - state.Quorum);
    }
}
