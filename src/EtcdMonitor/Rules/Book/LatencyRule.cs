using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Reads or writes take too long, and not because a leader was missing just now.</summary>
internal sealed class LatencyRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("latency_reads", "Latency of reads", "Reads are as fast as allowed") { Unseen = state => Sight.Answers(state) ?? Election.Weighs(state) ?? state.Metrics.Read.Reason, Unnoticed = "Slow reads would go unnoticed" },
        new("latency_writes", "Latency of writes", "Writes are as fast as allowed") { Unseen = state => Sight.Answers(state) ?? Election.Weighs(state) ?? state.Metrics.Write.Reason, Unnoticed = "Slow writes would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (Election.StillWeighs(state, now))
        {
            return [];
        }

        string source = state.Metrics.Source == FigureSource.Server ? "etcd's own histogram" : "the monitor's own reads of the last minute";
        (string What, double? P99)[] kinds = [("reads", state.Metrics.Read.P99), ("writes", state.Metrics.Write.P99)];
        return from kind in kinds
               where kind.P99 > thresholds.MaxLatencyMs
               select new Finding
               {
                   Rule = $"latency_{kind.What}",
                   Title = $"Slow {kind.What}",
                   Severity = Severity.Warning,
                   Sentence = $"P99 of {kind.What} is {Words.Number(kind.P99!.Value)} ms, {Words.Number(thresholds.MaxLatencyMs)} ms are allowed",
                   Hold = TimeSpan.FromMinutes(1),
                   Evidence =
                   [
                       new($"P99 of {kind.What} {Words.Number(kind.P99.Value)} ms", $"by {source}", null, "metrics"),
                       .. state.Members.Where(m => m.Metrics.Fsync.P99 is not null).Select(m => new Evidence($"WAL fsync P99 of {m.Name}", $"{Words.Number(m.Metrics.Fsync.P99!.Value)} ms", m.Name, "metrics")),
                   ],
                   DoNext = [new("Look at the slowest fsync above: etcd needs a disk below 10 ms"), new("Look for large ranges and busy clients")],
               };
    }
}
