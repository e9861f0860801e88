using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A database comes near its quota. At it etcd raises NOSPACE: writes are refused, and permissions are not checked any more.</summary>
internal sealed class QuotaRule : IRule
{
    /// <summary>Free share of a file from which on a defragmentation is the first thing to do.</summary>
    private const double WorthDefragmenting = 0.25;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("quota_used", "Database sizes beside their quotas", "Every database is far enough from its quota") { Unseen = Sight.Some(m => m.Database.QuotaUsedRatio), Unnoticed = "A database that comes near its quota would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        (MemberState Member, double Percent)[] full =
        [
            .. from member in state.Members
               let percent = member.Database.QuotaUsedRatio.Value * 100
               where member.Reachable && percent > thresholds.QuotaInfoPercent
               orderby percent descending
               select (member, percent.Value),
        ];
        if (full.Length == 0)
        {
            yield break;
        }

        (MemberState fullest, double most) = full[0];
        Severity severity = most > thresholds.QuotaCriticalPercent ? Severity.Critical : most > thresholds.QuotaWarningPercent ? Severity.Warning : Severity.Info;
        yield return new()
        {
            Rule = "quota_used",
            Title = "Database near its quota",
            Severity = severity,
            Confidence = Confidence.High,
            Sentence = $"The database of {fullest.Name} is at {Words.Number(most)} % of its quota of {Words.Size(fullest.Database.QuotaBytes.Value!.Value)}: at the quota etcd refuses writes",
            StillWorks = "Reads and writes.",
            Hold = severity == Severity.Critical ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(5),

            // the quota is on the metrics page: one that is missing now and then ends no alert
            KeepFiring = TimeSpan.FromMinutes(2),
            Evidence = [.. full.Select(f => new Evidence($"Database of {f.Member.Name}", $"{Words.Size(f.Member.Database.SizeBytes.Value!.Value)}, {Words.Number(f.Percent)} % of its quota{InUse(f.Member)}{Forecast(f.Member)}", f.Member.Name, "status"))],
            DoNext = Steps(state, fullest),
        };
    }

    /// <summary>What to do before a database is at its quota.</summary>
    public static ImmutableArray<Step> Steps(ClusterState state, MemberState fullest) =>
    [
        .. fullest.Database.FreeRatio.Value > WorthDefragmenting ? Array.Empty<Step>() : [new("Compact the history", $"etcdctl compaction {state.Revision?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "REVISION"}")],
        new("Defragment the followers one by one, the leader last", "etcdctl --endpoints=FOLLOWER defrag"),
        new("Find out what fills it", "etcdctl get --prefix --keys-only '' | cut -d/ -f2-3 | sort | uniq -c | sort -n | tail"),
        new("Where the data are meant to be that large, raise --quota-backend-bytes on all members, 8 GiB at most"),
    ];

    private static string InUse(MemberState member) => member.Database.InUseBytes.Value is { } used ? $", {Words.Size(used)} in use" : "";

    private static string Forecast(MemberState member) => member.Database.QuotaFullInSeconds.Value is { } left ? $", full in about {Words.Number(left / 3600)} h if it goes on to grow like this" : "";
}
