using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Too many requests fail by the server's fault. Below two requests a second a share says nothing.</summary>
internal sealed class ErrorRateRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("error_rate", "Share of failed requests", "Few or none of its requests fail")
        {
            Unseen = Election.Weighs,
            UnseenOf = Sight.Figure(m => m.ErrorRate),
            Unnoticed = "Requests that fail would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let share = member.Metrics.ErrorRate.Value
        where !Election.StillWeighs(state, now) && member.Reachable && Sight.IsFresh(member, now) && (share > thresholds.WarnErrorRate || share > thresholds.MaxErrorRate)
        let many = share > thresholds.MaxErrorRate
        let limit = many ? thresholds.MaxErrorRate : thresholds.WarnErrorRate
        select new Finding
        {
            Rule = "error_rate",
            Title = "Failed requests",
            Severity = many ? Severity.Critical : Severity.Warning,
            Member = member.Name,
            Sentence = $"{Words.Number(share!.Value * 100)} % of the requests to {member.Name} fail, {Words.Number(limit * 100)} % are allowed",
            Confirm = 60, // of the few requests on one page of an idle member a single failure is several percent
            Hold = many ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(10),
            KeepFiring = TimeSpan.FromSeconds(30),
            Evidence = [new($"{Words.Number(member.Metrics.RequestRate.Value!.Value)} requests a second, unary calls only", Words.Page(member), member.Name, "metrics")],
            DoNext =
            [
                new("See which calls fail, and how", $"curl -s {Words.Url(member)}/metrics | grep ^grpc_server_handled_total | grep -v OK | grep -v ' 0$'"),
                new($"Look for them in the log of {member.Name}"),
            ],
        };
}
