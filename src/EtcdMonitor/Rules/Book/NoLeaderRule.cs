using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A quorum of voters answers and none of them has a leader.</summary>
internal sealed class NoLeaderRule : IRule
{
    /// <summary>Elections are over in 0.9 to 2.6 s (40 kills of a leader, default timing): max(4 s, 4 × the election timeout of 1 s).</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(4);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("no_leader", "Leader that a quorum names", "There is a leader") { Unseen = Sight.Status },
    ];

    /// <summary>For how long having no leader is an election, which nobody is woken for.</summary>
    public static TimeSpan Hold(ClusterState state) => 4 * state.ElectionTimeout is var hold && hold > Least ? hold : Least;

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] reachable = [.. state.ReachableVoters];
        if (state.Leadership.Leader is not null || reachable.Length < state.Quorum || state.ServingVoters.Any() || reachable.Any(m => m.Term is null))
        {
            yield break;
        }

        yield return new()
        {
            Rule = "no_leader",
            Title = "No leader",
            Severity = Severity.Critical,
            Sentence = $"{reachable.Length} of {state.Voters} voters answer and agree on no leader: nothing can be written",
            StillWorks = "Serializable reads. Leases do not expire meanwhile.",
            Since = state.Leadership.MissingSince,
            Confidence = reachable.Length == state.Voters ? Confidence.High : Confidence.Medium,
            Hold = Hold(state),
            Evidence = [.. reachable.Select(m => new Evidence(
                m.NamedLeader is null ? $"{m.Name} names no leader" : $"{m.Name} names {state.Members.FirstOrDefault(o => o.Id == m.NamedLeader)?.Name ?? m.NamedLeader.ToString()}, but cannot serve",
                $"term {m.Term}", m.Name, "status")),
                .. state.Leadership.History is [.., var last] ? [new Evidence($"{last.Name} led last", $"in term {last.Term}, until {Words.Time(last.To ?? now)}", last.Name, "status")] : Array.Empty<Evidence>()],
            NotSeen = [.. state.SilentVoters.Select(m => new NotSeen($"members[{state.Members.IndexOf(m)}].role", $"Whether {m.Name} leads", $"it {Words.Does(m.Failure)}"))],
            DoNext =
            [
                new("Test the peer ports between the members: they answer us, not each other", "etcdctl endpoint status --cluster -w table"),
                new("Look for slow disks and overload in the members' logs: elections fail when fsync takes longer than the heartbeat"),
            ],
        };
    }
}
