using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>All follow one leader, and not all reach each other: a path between two members is cut, or one direction of it.</summary>
internal sealed class AsymmetricPartitionRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("asymmetric_partition", "Links between the members", "Every link that is seen stands, both ways")
        {
            Unseen = state => Sight.Answers(state) ?? (state.Voters < 2 ? "there is only one member" : state.Matrix.Links.All(l => l.State == LinkState.Unknown) ? "no metrics page tells" : null),
            Unnoticed = "A path that is cut between two followers would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        PeerLink[] down = Links.Down(state);
        if (state.Leadership.Leader is null || down.Length == 0)
        {
            yield break;
        }

        PeerLink first = down[0];
        PeerLink? back = state.Matrix.Of(first.Remote, first.Local);
        bool both = back?.State == LinkState.NotConnected;
        int pairs = down.Select(l => l.Local.Number < l.Remote.Number ? (l.Local, l.Remote) : (l.Remote, l.Local)).Distinct().Count();
        yield return new()
        {
            Rule = "asymmetric_partition",
            Title = "Asymmetric partition",
            Severity = Severity.Warning,
            Confidence = both ? Confidence.High : Confidence.Medium,
            Sentence = pairs > 1 ? $"{pairs} links between members are down, yet all follow {state.Leadership.Name}"
                : both ? $"{first.LocalName} and {first.RemoteName} do not reach each other, yet both follow {state.Leadership.Name}"
                : $"{first.LocalName} is not reached by {first.RemoteName}, the other way works",
            StillWorks = "Reads and writes, as long as no other leader is elected.",
            Since = down.Min(l => l.Since),
            Confirm = 3,
            Hold = TimeSpan.FromMinutes(1),
            Evidence =
            [
                .. down.Select(l => new Evidence($"{l.LocalName} is not connected to {l.RemoteName}", $"{l.Reason}, page of {Words.Time(l.At!.Value)}", l.LocalName, "metrics")),
                .. both || back is null ? Array.Empty<Evidence>() : [new($"{back.LocalName} {(back.State == LinkState.Connected ? "is connected to" : "does not say whether it is connected to")} {back.RemoteName}", back.Reason, back.LocalName, "metrics")],
            ],
            NotSeen = [new("network_partition", "Where the path is cut", "only its two ends can be probed")],
            DoNext =
            [
                new($"Test the peer port of {first.RemoteName} from the host of {first.LocalName}, and the other way round"),
                new("Leave the members running: a restart of the leader may elect one that the others do not reach"),
            ],
        };
    }
}
