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
        where !Election.StillWeighs(state, now) && member.Reachable && member.Metrics.ErrorRate.Value > thresholds.MaxErrorRate
        select new Finding
        {
            Rule = "error_rate",
            Title = "Failed requests",
            Severity = Severity.Warning,
            Member = member.Name,
            Sentence = $"{Words.Number(member.Metrics.ErrorRate.Value!.Value * 100)} % of the requests to {member.Name} fail, {Words.Number(thresholds.MaxErrorRate * 100)} % are allowed",
            Hold = TimeSpan.FromMinutes(1),
            Evidence = [new($"{Words.Number(member.Metrics.RequestRate.Value!.Value)} requests a second, unary calls only", null, member.Name, "metrics")],
            DoNext = [new($"Look for the failing calls in the log of {member.Name}")],
        };
}
