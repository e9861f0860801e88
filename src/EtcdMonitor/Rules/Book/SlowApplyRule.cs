using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member takes long to apply entries or to serve ranges, over 100 ms each: all that comes behind them waits.</summary>
internal sealed class SlowApplyRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("slow_applies", "Requests that take over 100 ms to apply", "It applies what is committed fast enough") { UnseenOf = Sight.Figure(m => m.SlowAppliesPerS), Unnoticed = "Large ranges and a slow database would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let minute = member.Metrics.SlowAppliesPerS.Value * 60
        where Sight.IsFresh(member, now) && minute > thresholds.MaxSlowAppliesPerMinute
        select new Finding
        {
            Rule = "slow_applies",
            Title = "Slow applies",
            Severity = Severity.Warning,
            Member = member.Name,
            Sentence = $"{member.Name} takes over 100 ms to apply {Words.Number(minute!.Value)} requests a minute, {Words.Number(thresholds.MaxSlowAppliesPerMinute)} are allowed",
            StillWorks = "Reads and writes; those behind a slow one wait.",
            Confirm = 60, // the rate looks back a minute: one burst is over with it
            Hold = TimeSpan.FromMinutes(5),
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence =
            [
                new($"{member.Name} counts {Words.Number(minute.Value)} slow requests a minute", Words.Page(member), member.Name, "metrics"),
                .. member.Metrics.Commit.P99 is { } commit ? [new($"Backend commit of {member.Name}", $"p99 {Words.Number(commit)} ms", member.Name, "metrics")] : Array.Empty<Evidence>(),
            ],
            DoNext =
            [
                new($"Read in its log which requests took too long", "journalctl -u etcd | grep 'apply request took too long' | tail"),
                new("Give large ranges a limit, and read them in pages; split large transactions"),
            ],
        };
}
