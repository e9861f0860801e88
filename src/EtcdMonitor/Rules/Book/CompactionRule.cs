using System.Globalization;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Compactions came regularly and come no more, while the store is written to: its history, and with it the database, grows until the quota ends that.</summary>
internal sealed class CompactionRule : IRule
{
    /// <summary>Somebody who compacts by hand a few times in a row is no rhythm.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("compaction_stalled", "Regular compactions", "The history is compacted as regularly as before")
        {
            Unseen = state => Sight.Some(m => m.Metrics.CompactRevision)(state) ?? (state.Compactions.Interval is null ? "no regular compactions were seen yet" : null),
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (state.Compactions is not { Steady: true, Interval: { } interval, WaitingSince: { } since } seen
            || now - since <= interval * thresholds.MaxCompactionIntervals || now - since <= Least
            || !state.Members.Any(m => Sight.IsFresh(m, now) && m.Metrics.CompactRevision.Value is not null))
        {
            yield break;
        }

        DateTimeOffset last = seen.Times[^1];
        yield return new()
        {
            Rule = "compaction_stalled",
            Title = "Compaction stalled",
            Severity = Severity.Warning,
            Sentence = $"The history was last compacted {Words.Number((now - last).TotalMinutes)} minutes ago, before that about every {Words.Number(interval.TotalMinutes)}: the database grows",
            StillWorks = "Reads and writes.",
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence =
            [
                new($"Compacted at revision {Words.Number(seen.Revision!.Value)}", $"at {string.Join(", ", seen.Times.Select(Words.Time))}", null, "metrics"),
                new($"The store is at revision {Words.Number(state.Revision ?? 0)}", $"something new to compact since {Words.Time(since)}", null, "status"),
            ],
            DoNext =
            [
                new("Find out who did it: on Kubernetes an API server (--etcd-compaction-interval), else etcd itself (--auto-compaction-retention)", "journalctl -u etcd | grep -i compact | tail"),
                new("Compact by hand meanwhile", $"etcdctl compaction {state.Revision?.ToString(CultureInfo.InvariantCulture) ?? "REVISION"}"),
            ],
        };
    }
}
