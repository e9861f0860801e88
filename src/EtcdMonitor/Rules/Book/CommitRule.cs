using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member takes long to commit to its database file: reads of what was just written wait for it, and so does applying.</summary>
internal sealed class CommitRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("commit_latency", "Backend commit p99", "It commits to its database fast enough") { UnseenOf = Sight.Figure(m => m.Commit.Figure(f => f.P99)), Unnoticed = "A slow database file would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where Sight.IsFresh(member, now) && member.Metrics.Commit.P99 > thresholds.CommitInfoMs
        let commit = member.Metrics.Commit
        let warns = commit.P99 > thresholds.CommitWarningMs
        let limit = warns ? thresholds.CommitWarningMs : thresholds.CommitInfoMs
        select new Finding
        {
            Rule = "commit_latency",
            Title = "Slow commits",
            Severity = warns ? Severity.Warning : Severity.Info,
            Member = member.Name,
            Sentence = $"{member.Name} commits slowly: backend commit p99 is {(commit.P99 >= commit.HighestBoundMs ? "at least " : "")}{Words.Number(commit.P99!.Value)} ms, {Words.Number(limit)} ms are allowed",
            StillWorks = "Reads and writes. Those through this member wait while it commits.",

            // as with its log: a few slow ones among many, and what is only worth knowing, must have been so for a minute
            Confirm = warns && commit.P95 > limit ? 2 : 60,
            Hold = warns ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(10),
            KeepFiring = TimeSpan.FromSeconds(30),
            Evidence =
            [
                new($"Backend commit of {member.Name}", $"p50 {Words.Number(commit.P50 ?? 0)} ms, p99 {Words.Number(commit.P99.Value)} ms, {Words.Page(member)}", member.Name, "metrics"),
                .. member.Metrics.Fsync.P99 is { } fsync ? [new($"WAL fsync of {member.Name}", $"p99 {Words.Number(fsync)} ms", member.Name, "metrics")] : Array.Empty<Evidence>(),
            ],
            NotSeen = [new($"members[{state.Members.IndexOf(member)}].disk", $"What else uses the disk of {member.Name}", "only its own host can tell")],
            DoNext =
            [
                new($"See what else writes to the disk of {member.Name}", "iostat -x 1 5; pidstat -d 1 5"),
                new("Where the WAL is fast and only commits are slow: look for large values, long transactions, and a database far larger than memory", "etcdctl endpoint status --cluster -w table"),
            ],
        };
}
