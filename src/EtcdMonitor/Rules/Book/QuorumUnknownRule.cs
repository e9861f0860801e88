using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>We reach fewer voters than a quorum and nothing corroborates a loss: the monitor is blind and says so.</summary>
internal sealed class QuorumUnknownRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("quorum_unknown", "Our own way to the voters", "We see a quorum, or know that it is lost") { Unseen = Sight.Always },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] reachable = [.. state.ReachableVoters];
        MemberState[] silent = [.. state.SilentVoters];
        if (reachable.Length >= state.Quorum || state.ServingVoters.Any() || silent.Length == 0 || QuorumLostRule.Holds(state, reachable))
        {
            yield break;
        }

        DateTimeOffset? lastAnswer = silent.Max(m => m.AnsweredAt);
        string[] reasons = [.. silent.Select(m => Words.Does(m.Failure)).Distinct(StringComparer.Ordinal)];
        bool refused = silent.All(m => m.Failure?.Kind == EtcdFailure.Unauthenticated);
        bool path = lastAnswer is not null && silent.Max(m => m.FailingSince) - silent.Min(m => m.FailingSince) < TimeSpan.FromSeconds(3) && silent.Length > 1;
        yield return new()
        {
            Rule = "quorum_unknown",
            Title = refused ? "Access refused" : lastAnswer is null ? "Not reachable" : "The monitor is cut off",
            Severity = Severity.Unknown,
            Confidence = Confidence.Low,
            Sentence = $"{reachable.Length} of {state.Members.Length} members answer"
                + (path ? "; all went silent at once, so the path is suspected, not the members"
                    : reasons.Length == 1 ? $": each {reasons[0]}" : ""),
            StillWorks = lastAnswer is { } at ? $"Last seen at {Words.Time(at)}. A lost quorum would go unnoticed." : "Nothing is known of this cluster yet. A lost quorum would go unnoticed.",
            Since = silent.Min(m => m.FailingSince),
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [.. silent.Select(Words.Silent)],
            NotSeen = [new("has_leader", "Leader, writes and reads", "no member answers us")],
            DoNext =
            [
                .. Repairs.Of(silent[0]),
                new("Ask from inside the cluster's network", "etcdctl endpoint health --cluster"),
                .. silent.Select(m => m.Failure?.Message).OfType<string>().Distinct(StringComparer.Ordinal).Take(3).Select(message => new Step(message)),
            ],
        };
    }
}
