using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member's disk is slow: each write waits for the write-ahead log to be on it, and so do heartbeats of a leader.</summary>
internal sealed class FsyncRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("fsync_latency", "WAL fsync p99", "Its disk is fast enough for etcd") { UnseenOf = Sight.Figure(m => m.Fsync.Figure(f => f.P99)), Unnoticed = "A slow disk would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where Sight.IsFresh(member, now) && member.Metrics.Fsync.P99 > thresholds.FsyncInfoMs
        let p99 = member.Metrics.Fsync.P99!.Value
        let severity = p99 > thresholds.FsyncCriticalMs ? Severity.Critical : p99 > thresholds.FsyncWarningMs ? Severity.Warning : Severity.Info
        let limit = severity switch { Severity.Critical => thresholds.FsyncCriticalMs, Severity.Warning => thresholds.FsyncWarningMs, _ => thresholds.FsyncInfoMs }
        let leads = member.Role == MemberRole.Leader
        select new Finding
        {
            Rule = "fsync_latency",
            Title = "Slow disk",
            Severity = severity,
            Confidence = member.Metrics.HeartbeatFailuresPerS.Value > 0 ? Confidence.High : Confidence.Medium,
            Member = member.Name,
            Sentence = $"The disk of {member.Name} is slow: WAL fsync p99 is {(member.Metrics.Fsync.P99 >= member.Metrics.Fsync.HighestBoundMs ? "at least " : "")}{Words.Number(p99)} ms, {Words.Number(limit)} ms are allowed",
            StillWorks = leads ? "Reads and writes, each write as slow as this disk. Late heartbeats may cost the lead." : "Reads and writes: a quorum of faster disks is enough.",

            // a few slow ones among many, and what is only worth knowing, must have been so for a minute; a disk that turned slow is told with its page.
            // Not by the limit of its severity: within a histogram's bucket p99 may lie above it and p95 below, though all took as long
            Confirm = member.Metrics.Fsync.P95 > thresholds.FsyncWarningMs ? 2 : 60,
            Hold = severity == Severity.Critical ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(1),
            KeepFiring = TimeSpan.FromSeconds(30),
            Evidence =
            [
                new($"WAL fsync of {member.Name}", $"p50 {Words.Number(member.Metrics.Fsync.P50 ?? 0)} ms, p99 {Words.Number(p99)} ms, page of {Words.Time(member.Metrics.At!.Value)}", member.Name, "metrics"),
                .. member.Metrics.Commit.P99 is { } commit ? [new($"Backend commit of {member.Name}", $"p99 {Words.Number(commit)} ms", member.Name, "metrics")] : Array.Empty<Evidence>(),
                .. member.Metrics.HeartbeatFailuresPerS.Value is > 0 and { } late ? [new($"{member.Name} sends heartbeats late", $"{Words.Number(late * 60)} a minute", member.Name, "metrics")] : Array.Empty<Evidence>(),
                .. member.ReadTook is { } read && leads ? [new($"A linearizable read through {member.Name} took {Words.Number(read.TotalMilliseconds)} ms", null, member.Name, "linearizable_read")] : Array.Empty<Evidence>(),
            ],
            NotSeen = [new($"members[{state.Members.IndexOf(member)}].disk", $"What else uses the disk of {member.Name}", "only its own host can tell")],
            DoNext =
            [
                .. leads ? [new Step($"Move the lead to a member with a fast disk", "etcdctl move-leader MEMBER_ID")] : Array.Empty<Step>(),
                new($"See what else writes to the disk of {member.Name}", "iostat -x 1 5; pidstat -d 1 5"),
                new("Measure the disk itself: etcd needs a p99 below 10 ms", "etcd-monitor disk FOLDER"),
            ],
        };
}
