using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Proposals fail although there is a leader: a quorum that is slow to answer, or a member that is overloaded. What an election cost is not counted.</summary>
internal sealed class FailedProposalsRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("proposals_failed", "Proposals that failed within 15 minutes", "Few or none of its proposals fail")
        {
            Unseen = Election.Weighs,
            UnseenOf = member => Sight.Page(member) ?? (Failed(member, DateTimeOffset.MinValue) is { Value: null } unknown ? unknown.Reason : null),
            Unnoticed = "Writes that fail would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (Election.StillWeighs(state, now) || Election.OverSince(state) is not { } since)
        {
            return [];
        }

        return from member in state.Members
               where Sight.IsFresh(member, now) && member.Metrics.Missing is null
               let failed = Failed(member, since)
               where failed.Value > thresholds.MaxFailedProposalsPerQuarterHour
               select new Finding
               {
                   Rule = "proposals_failed",
                   Title = "Failed proposals",
                   Severity = Severity.Warning,
                   Member = member.Name,
                   Sentence = $"{Words.Number(failed.Value!.Value)} proposals of {member.Name} failed within 15 minutes although there is a leader, {thresholds.MaxFailedProposalsPerQuarterHour} are allowed",
                   StillWorks = "Reads, and most writes.",
                   Hold = TimeSpan.FromMinutes(1),
                   KeepFiring = TimeSpan.FromSeconds(30),
                   Evidence =
                   [
                       new($"{member.Name} counts {Words.Number(failed.Value.Value)} failed proposals more", failed.Reason is { } partly ? $"{Words.Page(member)}, {partly}" : Words.Page(member), member.Name, "metrics"),
                       .. member.Metrics.ProposalsPending.Value is > 0 and { } pending ? [new($"{Words.Number(pending)} proposals wait", null, member.Name, "metrics")] : Array.Empty<Evidence>(),
                       .. member.Metrics.Fsync.P99 is { } fsync ? [new($"WAL fsync of {member.Name}", $"p99 {Words.Number(fsync)} ms", member.Name, "metrics")] : Array.Empty<Evidence>(),
                   ],
                   DoNext =
                   [
                       new("Look at the disks of the members and at the ways between them: a proposal fails when a majority does not take it in time"),
                       new($"Look for 'request timed out' and 'too many requests' in the log of {member.Name}", "journalctl -u etcd | grep -E 'timed out|too many requests' | tail"),
                   ],
               };
    }

    private static Figure Failed(MemberState member, DateTimeOffset since) => member.Metrics.Lately.Increase(point => point.ProposalsFailed, since);
}
