using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// The cluster works, and the next failure stops it. A restart of one of three members is no emergency, one that stays away
/// is: critical after two minutes. One and two voters never have tolerance; that is no fault.
/// </summary>
internal sealed class FaultToleranceRule : IRule
{
    private static readonly TimeSpan Restart = TimeSpan.FromMinutes(2);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("fault_tolerance", "Voters beyond the quorum", "The next failure does not cost the quorum"),
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] lost = [.. state.Members.Where(m => m is { Serves: false, IsLearner: false, IsListed: true, HeardBy.IsEmpty: true } && (m.Asked || m.Role == MemberRole.Unstarted))];
        if (state.ServingVoters.Count() + state.UnaskedVoters + state.HiddenVoters.Count() != state.Quorum || state.Voters == state.Quorum || lost.Length == 0)
        {
            yield break;
        }

        DateTimeOffset since = lost.Max(m => m.FailingSince ?? m.Since) ?? now;
        yield return new()
        {
            Rule = "fault_tolerance",
            Title = "No tolerance left",
            Severity = now - since >= Restart ? Severity.Critical : Severity.Warning,
            Confidence = Confidence.High,
            Sentence = $"{Words.Names(lost)} {State(lost)}: one more failure costs the quorum",
            StillWorks = $"Reads and writes through {Words.Names(state.ServingVoters)}.",
            Since = since,
            Hold = Restart,
            Evidence = [.. lost.Select(m => m.Reachable
                ? new Evidence($"{m.Name} answers, but a linearizable read through it fails", m.ReadFailure?.Message, m.Name, "linearizable_read")
                : Words.Silent(m)), .. lost.Where(m => !m.Reachable).SelectMany(m => Links.To(state, m))],
            DoNext =
            [
                lost.All(m => m.Role == MemberRole.Unstarted)
                    ? new("Start it with what member add printed, or take it out of the list", $"etcdctl member remove {lost[0].Id}")
                    : new($"Bring {Words.Names(lost)} back before anything else is restarted"),
                .. lost.Where(m => m.Asked).Take(1).Select(m => new Step("Test the way to it", Words.Reach(m))),
            ],
        };
    }

    private static string State(MemberState[] lost) =>
        (lost.All(m => !m.Reachable), lost.All(m => m.Reachable)) switch
        {
            _ when lost.All(m => m.Role == MemberRole.Unstarted) => "never started",
            (true, _) => lost.Length == 1 ? "is down" : "are down",
            (_, true) => lost.Length == 1 ? "serves nothing" : "serve nothing",
            _ => "are down or serve nothing",
        };
}
