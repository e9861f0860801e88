using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member answers and its metrics page cannot be read: disk, latency and quota go unseen. Nothing of etcd's is broken by that, so nobody is woken.</summary>
internal sealed class MetricsMissingRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("metrics_missing", "Metrics page", "Its metrics page can be read") { UnseenOf = member => Sight.Answer(member) ?? (member.Metrics.At is null ? member.Metrics.Missing : null) },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member is { Reachable: true, Metrics.Failure: not null }
        select new Finding
        {
            Rule = "metrics_missing",
            Title = "No metrics",
            Severity = Severity.Info,
            Member = member.Name,
            Sentence = $"The metrics page of {member.Name} cannot be read: {member.Metrics.Missing}",
            StillWorks = "Members, leader, quorum and alarms are seen all the same.",
            Hold = TimeSpan.FromMinutes(2),
            Evidence = [new($"GET /metrics fails, class {member.Metrics.Failure}", member.Metrics.Missing, member.Name, "metrics")],
            NotSeen = [new("metrics", $"Disk, latency and quota of {member.Name}", member.Metrics.Missing!)],
            DoNext = [new("Ask for the page as the monitor does", $"curl -sv -m 2 {Words.Url(member)}/metrics"), new("Look for a proxy or a firewall that stands before it")],
        };
}
