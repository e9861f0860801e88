using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Endpoints of one configured cluster belong to two: clients that use this list read and write two different databases.</summary>
internal sealed class ClusterIdMismatchRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("cluster_id_mismatch", "Cluster ids behind the endpoints", "All endpoints belong to one cluster") { Unnoticed = "An endpoint of another cluster would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] others = [.. state.Members.Where(m => m is { Reachable: true, ClusterId: not null } && m.ClusterId != state.ClusterId)];
        if (others.Length == 0)
        {
            yield break;
        }

        string which = string.Join(" and ", others.Select(m => m.Endpoint));
        yield return new()
        {
            Rule = "cluster_id_mismatch",
            Title = "Two clusters behind one list",
            Severity = Severity.Critical,
            Confidence = Confidence.High,
            Sentence = $"{which} {(others.Length == 1 ? "belongs" : "belong")} to another cluster: clients of this list write to two databases",
            Since = others.Min(m => m.AnsweringSince),
            Evidence = [.. state.Members.Where(m => m is { Reachable: true, ClusterId: not null }).Select(m => new Evidence($"{m.Name} is of cluster {m.ClusterId}", m.Endpoint, m.Name, "status"))],
            DoNext =
            [
                new("Freeze automation on this cluster until the list is right"),
                new($"Take {which} out of the endpoints, here and with the clients"),
                new("If it should be a member: its data directory was made anew. Remove it, empty the directory, and add it again", "etcdctl member list"),
            ],
        };
    }
}
