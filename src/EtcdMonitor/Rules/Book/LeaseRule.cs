using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Many more leases are granted than end. Each takes memory on every member, and a leader that has hundreds of thousands of them is busy with nothing else when it is elected.</summary>
internal sealed class LeaseRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("lease_explosion", "Leases granted and not ended within 15 minutes", "About as many leases end as are granted")
        {
            Unseen = Sight.Some(member => member.Metrics.Missing is { } missing ? Figure.Unknown(missing) : Gained(member)),
            Unnoticed = "A client that grants a lease for each request would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        // every member applies all of them: who sees most has been watched for longest
        MemberState? most = state.Members.Where(m => Sight.IsFresh(m, now) && m.Metrics.Missing is null && Gained(m).Value is not null).MaxBy(m => Gained(m).Value);
        if (most is null || Gained(most) is not { Value: { } gained } figure || gained <= thresholds.MaxLeasesGainedPerQuarterHour)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "lease_explosion",
            Title = "Too many leases",
            Severity = Severity.Warning,
            Sentence = $"{Words.Number(gained)} more leases were granted within 15 minutes than ended, {Words.Number(thresholds.MaxLeasesGainedPerQuarterHour)} are allowed",
            StillWorks = "Reads and writes.",
            Hold = TimeSpan.FromMinutes(1),
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence = [new($"{most.Name} counts the leases that were granted and those that ended", figure.Reason is { } partly ? $"{Words.Page(most)}, {partly}" : Words.Page(most), most.Name, "metrics")],
            NotSeen = [new("leases", "How many leases live, and whose they are", "no metric of etcd tells; each lease can be asked for its keys")],
            DoNext =
            [
                new("See how many there are, and what keys hang on some of the newest", "etcdctl lease list | wc -l; etcdctl lease list | tail -3 | xargs -n1 etcdctl lease timetolive --keys"),
                new("Let that client keep one lease and renew it, and revoke it at its end"),
            ],
        };
    }

    private static Figure Gained(MemberState member) => member.Metrics.Lately.Increase(point => point.LeasesGranted - point.LeasesRevoked, DateTimeOffset.MinValue);
}
