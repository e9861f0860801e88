using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Much of a database file is free: it counts against the quota all the same, and only a defragmentation gives it back.</summary>
internal sealed class FragmentationRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("fragmentation", "Free space inside the databases", "A defragmentation would give little back") { Unseen = Sight.Some(m => m.Database.FreeRatio) },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        (MemberState Member, double Free)[] loose =
        [
            .. from member in state.Members
               let free = member.Database.SizeBytes.Value - member.Database.InUseBytes.Value
               let inUse = 100 * (1 - member.Database.FreeRatio.Value)
               where member.Reachable && inUse < thresholds.MinInUsePercent && free > thresholds.MaxFreeMb * Words.MiB
               orderby free descending
               select (member, free.Value),
        ];
        if (loose.Length == 0)
        {
            yield break;
        }

        (MemberState worst, double most) = loose[0];
        string names = Words.Names(loose.Select(l => l.Member).OrderBy(m => m.Name, StringComparer.Ordinal));
        yield return new()
        {
            Rule = "fragmentation",
            Title = "Fragmented database",
            Severity = Severity.Info,
            Confidence = Confidence.High,
            Sentence = $"{Words.Number(worst.Database.FreeRatio.Value!.Value * 100)} % of the database file of {worst.Name} is free, {Words.Size(most)}: it counts against the quota until {names} {(loose.Length == 1 ? "is" : "are")} defragmented",
            StillWorks = "Everything: etcd fills what is free before the file grows.",
            Hold = TimeSpan.FromMinutes(10), // compaction frees, and what comes next fills
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence = [.. loose.Select(l => new Evidence($"Database of {l.Member.Name}", $"{Words.Size(l.Member.Database.SizeBytes.Value!.Value)}, {Words.Size(l.Member.Database.InUseBytes.Value!.Value)} in use", l.Member.Name, "status"))],
            DoNext = [new($"When it is quiet, defragment them one by one, the leader last: {worst.Name} stops serving for about {Words.Number(Math.Ceiling(worst.Database.SizeBytes.Value!.Value / 1e6 * 0.013))} s", "etcdctl --endpoints=MEMBER defrag")],
        };
    }
}
