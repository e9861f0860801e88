using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Fewer voters serve than the configuration asks for.</summary>
internal sealed class AvailableNodesRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("available_nodes", "Linearizable reads through each voter", "As many voters serve as the configuration asks for"),
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        int least = thresholds.MinAvailableNodes ?? state.Quorum, serving = state.ServingVoters.Count() + state.UnaskedVoters + state.HiddenVoters.Count();
        if (serving >= least || !state.ReachableVoters.Any())
        {
            yield break;
        }

        yield return new()
        {
            Rule = "available_nodes",
            Title = "Too few members",
            Severity = Severity.Critical,
            Confidence = Confidence.High,
            Sentence = $"{serving} of {state.Voters} voters serve, at least {least} should",
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [.. state.Members.Where(m => m is { Asked: true, Serves: false, IsLearner: false, HeardBy.IsEmpty: true }).Select(m => m.Reachable
                ? new Evidence($"{m.Name} answers, but a linearizable read through it fails", m.ReadFailure?.Message, m.Name, "linearizable_read")
                : Words.Silent(m))],
            DoNext = [new("Bring the members back, or lower monitoring.thresholds.min_available_nodes")],
        };
    }
}
