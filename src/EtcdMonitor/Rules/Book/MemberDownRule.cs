using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member does not answer while others do.</summary>
internal sealed class MemberDownRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("member_down", "Answers", "It answers") { UnseenOf = Sight.Asked },
        new("member_unstarted", "First start", "It was started") { Unseen = state => state.Members.Any(m => m.IsListed) ? null : "no member list is known", UnseenOf = Sight.Always },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where !member.Reachable && member.HeardBy.IsEmpty && (member.Asked || member.Role == MemberRole.Unstarted) && state.ReachableVoters.Any()
        select member.Role == MemberRole.Unstarted ? Unstarted(member, state) : Down(state, member);

    /// <summary>A host that refuses has answered; silence is the member's only when its peers say so too.</summary>
    private static Finding Down(ClusterState state, MemberState member) => new()
    {
        Rule = "member_down",
        Title = member.IsListed ? "Member down" : "Endpoint not usable",
        Severity = Severity.Warning,
        Confidence = member.Failure?.Kind == EtcdFailure.Refused || Links.Deny(state, member) ? Confidence.High : Confidence.Medium,
        Member = member.Name,
        Sentence = member.IsListed ? $"{member.Name} {Words.Does(member.Failure)}" : $"{member.Endpoint} of the configuration is no known member and {Words.Does(member.Failure)}",
        Since = member.FailingSince,
        Hold = TimeSpan.FromSeconds(30),
        Evidence = [Words.Silent(member) with { Detail = member.Failure?.Message }, .. Links.To(state, member)],
        NotSeen = Links.To(state, member).Any() ? [] : [new($"members[{state.Members.IndexOf(member)}].links", $"Whether others reach {member.Name}", "no metrics page of another member tells")],
        DoNext = Repairs.Of(member),
    };

    private static Finding Unstarted(MemberState member, ClusterState state) => new()
    {
        Rule = "member_unstarted",
        Title = "Member never started",
        Severity = Severity.Info,
        Member = member.Name,
        Sentence = $"{member.Name} was added and never started{(member.IsLearner ? "; as a learner it has no vote" : $", yet it counts: of {state.Voters} voters {state.Quorum} must serve, {state.ServingVoters.Count()} do")}",
        Since = member.FailingSince,
        Hold = TimeSpan.FromMinutes(2),
        Evidence = [new("The member list names no client URL for it", null, member.Name, "members")],
        DoNext = [new("Start it, or remove it from the list", $"etcdctl member remove {member.Id}")],
    };
}
