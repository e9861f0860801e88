using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member's database file is larger than allowed.</summary>
internal sealed class DatabaseSizeRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("database_size", "Size of the databases", "Every database that is seen is smaller than allowed") { Unseen = Sight.Status, Unnoticed = "A database that grows would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] large = [.. state.Members.Where(m => m.DbSize / Words.MiB > thresholds.MaxDatabaseSizeMb)];
        if (large.Length == 0)
        {
            yield break;
        }

        MemberState largest = large.MaxBy(m => m.DbSize)!;
        yield return new()
        {
            Rule = "database_size",
            Title = "Large database",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Sentence = $"The database of {Words.Names(large)} is {Words.Size(largest.DbSize!.Value)}, {Words.Number(thresholds.MaxDatabaseSizeMb)} MiB are allowed",
            Evidence = [.. large.Select(m => new Evidence($"Database of {m.Name}", $"{Words.Size(m.DbSize!.Value)}, {Words.Size(m.DbSizeInUse ?? 0)} in use", m.Name, "status"))],
            DoNext =
            [
                new("Compact the history and defragment the followers one by one, the leader last", "etcdctl --endpoints=FOLLOWER defrag"),
                new("Find out what fills it", "etcdctl get --prefix --keys-only ''"),
            ],
        };
    }
}
