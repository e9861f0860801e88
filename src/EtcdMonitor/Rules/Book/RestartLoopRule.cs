using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member's process starts again and again: it fails, and something brings it back each time.</summary>
internal sealed class RestartLoopRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("restart_loop", "Starts of its process within 15 minutes", "It is not started again and again")
        {
            UnseenOf = member => member.Metrics.Lately.ProcessStart is not null ? null : Sight.Page(member) ?? "its metrics page has no process_start_time_seconds",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let starts = member.Metrics.Lately.Restarts.Where(at => now - at < QuarterHour.Length).ToArray()
        where starts.Length > thresholds.MaxRestartsPerQuarterHour
        select new Finding
        {
            Rule = "restart_loop",
            Title = "Restart loop",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} was started {starts.Length} times within 15 minutes, {thresholds.MaxRestartsPerQuarterHour} are normal",
            StillWorks = state.ServingVoters.Any() ? $"Reads and writes through {Words.Names(state.ServingVoters)}." : null,
            Since = starts[thresholds.MaxRestartsPerQuarterHour],
            Confirm = 1, // each start was a page of its own
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence = [.. starts.Select(at => new Evidence($"A new process of {member.Name}", $"seen at {Words.Time(at)}", member.Name, "metrics"))],
            NotSeen = [new("exit", $"Why {member.Name} ended", "only its log and its host can tell")],
            DoNext =
            [
                new("Read the last lines before each start: a panic, a full disk, the kernel that kills it for its memory, a probe that is too strict", "journalctl -u etcd -n 100 --no-pager; journalctl -k | grep -i 'out of memory'"),
                new("On Kubernetes", "kubectl -n kube-system describe pod etcd-NODE; kubectl -n kube-system logs etcd-NODE --previous | tail"),
            ],
        };
}
