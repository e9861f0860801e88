using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member serves and does not tell our user its status: leader, size, lag and alarms go unseen, so all that looks healthy is only half seen.</summary>
internal sealed class StatusDeniedRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("status_denied", "Status", "It tells us its status") { UnseenOf = Sight.Answer },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member is { Reachable: true, Denied: not null }
        select new Finding
        {
            Rule = "status_denied",
            Title = "Half blind",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} serves, but denies our user its status: leader, size, lag and alarms go unseen",
            StillWorks = "Whether it answers and serves reads is seen.",
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [new($"{member.Name} {Words.Does(member.Denied)}", member.Denied!.Message, member.Name, "status")],
            NotSeen = [new("has_leader", "Leader, alarms and sizes", "our user may not ask for them")],
            DoNext = [new("Give the monitor's user the role root: etcd 3.5 tells its status to nobody else", "etcdctl user grant-role USER root")],
        };
}
