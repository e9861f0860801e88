using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A leader sends heartbeats late, for want of disk or processor: the next ones may come too late to stay leader.</summary>
internal sealed class HeartbeatRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("heartbeat_failures", "Heartbeats sent late", "Its heartbeats leave in time") { UnseenOf = Sight.Figure(m => m.HeartbeatFailuresPerS), Unnoticed = "A leader about to lose its lead would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member.Role == MemberRole.Leader && now < member.Metrics.GoodUntil && member.Metrics.HeartbeatFailuresPerS.Value > 0
        let minute = member.Metrics.HeartbeatFailuresPerS.Value!.Value * 60
        select new Finding
        {
            Rule = "heartbeat_failures",
            Title = "Late heartbeats",
            Severity = minute >= thresholds.WarnLateHeartbeatsPerMinute ? Severity.Warning : Severity.Info,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} leads and sends heartbeats late, {Words.Number(minute)} a minute: it may lose the lead",
            StillWorks = "Reads and writes.",

            // a busy moment is over before a minute is; with a slow disk beside it nothing needs to be waited for. The rate looks back a minute
            Confirm = member.Metrics.Fsync.P99 > thresholds.FsyncWarningMs ? 2 : 60,
            Hold = TimeSpan.FromMinutes(3),
            KeepFiring = TimeSpan.FromSeconds(30),
            Evidence =
            [
                new($"{member.Name} counts heartbeats that it could not send in time", $"{Words.Number(minute)} a minute, page of {Words.Time(member.Metrics.At!.Value)}", member.Name, "metrics"),
                .. member.Metrics.Fsync.P99 is { } fsync ? [new($"WAL fsync of {member.Name}", $"p99 {Words.Number(fsync)} ms", member.Name, "metrics")] : Array.Empty<Evidence>(),
                .. member.Metrics.CpuCores.Value is { } cpu ? [new($"Processor of {member.Name}", $"{Words.Number(cpu)} cores", member.Name, "metrics")] : Array.Empty<Evidence>(),
            ],
            DoNext = [new($"Look at the disk of {member.Name} first, then at its processor: raft waits for both"), new("Move the lead to a less busy member", "etcdctl move-leader MEMBER_ID")],
        };
}
