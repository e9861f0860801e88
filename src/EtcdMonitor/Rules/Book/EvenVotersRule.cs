using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>An even number of voters tolerates no more failures than one less, and one more can fail.</summary>
internal sealed class EvenVotersRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("even_voters", "Number of voters", "It is odd") { Unseen = state => Sight.Answers(state) ?? (state.Members.Any(m => m.IsListed) ? null : "no member list is known") },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        // until a list is known the voters are only counted by endpoints
        if (state.Voters % 2 != 0 || state.Voters == 0 || !state.Members.Any(m => m.IsListed))
        {
            yield break;
        }

        int spare = state.Voters - state.Quorum;
        yield return new()
        {
            Rule = "even_voters",
            Title = "Even number of voters",
            Severity = Severity.Info,
            Sentence = $"{state.Voters} voters tolerate {(spare == 0 ? "no failure" : spare == 1 ? "one failure" : $"{spare} failures")}, as {state.Voters - 1} would: one more would make it {spare + 1}",
            Hold = TimeSpan.FromHours(1), // a member is being replaced
            Evidence = [new("The member list names them", $"quorum {state.Quorum} of {state.Voters}", null, "members")],
            DoNext = [new("Add a voter as a learner and promote it when it has caught up", "etcdctl member add NAME --learner --peer-urls=URL")],
        };
    }
}
