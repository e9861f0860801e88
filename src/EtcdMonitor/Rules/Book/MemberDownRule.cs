using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member does not answer while others do.</summary>
internal sealed class MemberDownRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("member_down", "Its answers", "It answers") { UnseenOf = Sight.Asked },
        new("member_unstarted", "Its start", "It was started") { Unseen = state => state.Members.Any(m => m.IsListed) ? null : "no member list is known", UnseenOf = Sight.Always },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where !member.Reachable && (member.Asked || member.Role == MemberRole.Unstarted) && state.ReachableVoters.Any()
        select member.Role == MemberRole.Unstarted ? Unstarted(member) : Down(member);

    private static Finding Down(MemberState member) => new()
    {
        Rule = "member_down",
        Title = member.IsListed ? "Member down" : "Endpoint not usable",
        Severity = Severity.Warning,
        Member = member.Name,
        Sentence = member.IsListed ? $"{member.Name} {Words.Does(member.Failure)}" : $"{member.Endpoint} of the configuration is no known member and {Words.Does(member.Failure)}",
        Since = member.FailingSince,
        Hold = TimeSpan.FromSeconds(30),
        Evidence = [Words.Silent(member) with { Detail = member.Failure?.Message }],
        DoNext = Repairs.Of(member),
    };

    private static Finding Unstarted(MemberState member) => new()
    {
        Rule = "member_unstarted",
        Title = "Member never started",
        Severity = Severity.Warning,
        Member = member.Name,
        Sentence = $"{member.Name} was added and never started, yet it counts in the quorum",
        Since = member.FailingSince,
        Hold = TimeSpan.FromMinutes(2),
        Evidence = [new("The member list names no client URL for it", null, member.Name, "members")],
        DoNext = [new("Start it, or remove it from the list", $"etcdctl member remove {member.Id}")],
    };
}
