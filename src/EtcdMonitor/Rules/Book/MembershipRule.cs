using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members' own lists differ for longer than a change of the membership takes to reach all.</summary>
internal sealed class MembershipRule : IRule
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(60);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("membership_disagreement", "Each member's own member list", "All lists that are seen name the same members") { Unnoticed = "Members that disagree about who belongs would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] differing = [.. state.Members.Where(m => m.Reachable && now - m.ListDiffersSince > Spread)];
        if (differing.Length == 0)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "membership_disagreement",
            Title = "Members disagree",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Sentence = $"The member list of {Words.Names(differing)} is not that of the others: it {differing[0].ListDiffers}",
            Since = differing.Min(m => m.ListDiffersSince),
            Evidence = [.. differing.Select(m => new Evidence($"The list of {m.Name} {m.ListDiffers}", $"since {Words.Time(m.ListDiffersSince!.Value)}", m.Name, "members"))],
            DoNext =
            [
                new("Compare the lists, each asked of its member", $"etcdctl --endpoints={differing[0].Endpoint} member list -w table"),
                new($"See whether {differing[0].Name} follows the leader: a list is applied like any other entry"),
            ],
        };
    }
}
