using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member's file system fills up. On a full one etcd exits, and it raises no alarm before.</summary>
internal sealed class DiskSpaceRule : IRule
{
    /// <summary>From here on it may be a matter of minutes.</summary>
    private const double Nearly = 1.0 / 3;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("disk_space", "Free disk space", "There is more space than allowed for at least")
        {
            UnseenOf = member => member.Disk.AvailableRatio is { Value: null } unknown ? unknown.Reason : null,
            Unnoticed = "A disk that fills up would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let left = member.Disk.AvailableRatio.Value * 100
        where left < thresholds.MinDiskSpacePercent
        select new Finding
        {
            Rule = "disk_space",
            Title = "Little disk space",
            Severity = left < thresholds.MinDiskSpacePercent * Nearly ? Severity.Critical : Severity.Warning,
            Member = member.Name,
            Sentence = $"{Words.Number(left!.Value)} % of the disk of {member.Name} is free, at least {Words.Number(thresholds.MinDiskSpacePercent)} % are wanted",
            StillWorks = "Reads and writes, until the disk is full: then etcd exits.",
            Evidence =
            [
                new(
                    $"{Words.Size(member.Disk.AvailableBytes.Value!.Value)} of {Words.Size(member.Disk.SizeBytes.Value!.Value)} are free",
                    $"mounted at {member.Disk.Mountpoint}", member.Name, "node_exporter"),
            ],
            DoNext =
            [
                new("Find out what fills it", $"du -xh --max-depth=2 {member.Disk.Mountpoint} | sort -h | tail"),
                new("Give the volume more space; delete nothing in etcd's data directory"),
            ],
        };
}
