using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Database files of members differ much in size: one of them was not defragmented, or holds other data.</summary>
internal sealed class DatabaseDriftRule : IRule
{
    /// <summary>Below this the difference is what etcd's own growth steps and timing make.</summary>
    private const double LeastDifference = 100 * Words.MiB;

    private const double LeastRatio = 1.5;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("db_size_differs", "Equal database sizes", "The members' databases are about the same size") { Unseen = Sight.Status },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] sized = [.. state.Members.Where(m => m is { Reachable: true, DbSize: > 0 }).OrderByDescending(m => m.DbSize)];
        if (sized.Length < 2 || sized[0].DbSize!.Value - sized[^1].DbSize!.Value < LeastDifference || sized[0].DbSize!.Value < LeastRatio * sized[^1].DbSize!.Value)
        {
            yield break;
        }

        (MemberState largest, MemberState smallest) = (sized[0], sized[^1]);
        bool used = largest.DbSizeInUse - smallest.DbSizeInUse > LeastDifference && largest.DbSizeInUse > LeastRatio * smallest.DbSizeInUse;
        yield return new()
        {
            Rule = "db_size_differs",
            Title = "Database sizes differ",
            Severity = Severity.Info,
            Sentence = $"The database of {largest.Name} is {Words.Size(largest.DbSize!.Value)}, of {smallest.Name} {Words.Size(smallest.DbSize!.Value)}",
            Hold = TimeSpan.FromHours(1), // members are defragmented one after the other
            Evidence = [.. sized.Select(m => new Evidence($"Database of {m.Name}", $"{Words.Size(m.DbSize!.Value)}, {Words.Size(m.DbSizeInUse ?? 0)} in use", m.Name, "status"))],
            DoNext =
            [
                used
                    ? new("What is in use differs too, which defragmentation cannot mend: compare their data", "etcdctl endpoint hashkv --cluster")
                    : new($"Defragment {largest.Name}: it stops serving for about {Words.Number(Math.Ceiling(largest.DbSize!.Value / 1e6 * 0.013))} s", $"etcdctl --endpoints={Words.Address(largest)} defrag"),
            ],
        };
    }
}
