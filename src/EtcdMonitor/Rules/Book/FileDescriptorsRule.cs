using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member runs out of file descriptors: then it takes no connection any more, and when it needs a new file of its log it exits.</summary>
internal sealed class FileDescriptorsRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("file_descriptors", "File descriptors", "It has file descriptors to spare") { UnseenOf = Sight.Figure(m => m.FdsUsedRatio), Unnoticed = "A member that takes no connection any more would be the first sign" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let percent = member.Metrics.FdsUsedRatio.Value * 100
        where Sight.IsFresh(member, now) && percent > thresholds.MaxFileDescriptorsPercent
        let open = $"{Words.Number(member.Metrics.OpenFds.Value ?? 0)} of its {Words.Number(member.Metrics.MaxFds.Value ?? 0)} file descriptors"
        let nearly = percent > thresholds.MaxFileDescriptorsPercent + ((100 - thresholds.MaxFileDescriptorsPercent) * 0.75)
        select new Finding
        {
            Rule = "file_descriptors",
            Title = "Few file descriptors",
            Severity = nearly ? Severity.Critical : Severity.Warning,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} has {open} open, {Words.Number(percent!.Value)} %: without one it takes no connection",
            StillWorks = "Clients that are connected.",
            Hold = TimeSpan.FromMinutes(1),
            KeepFiring = TimeSpan.FromSeconds(30),
            Evidence =
            [
                new($"{member.Name} has {open} open", Words.Page(member), member.Name, "metrics"),
                .. member.Metrics.ClientStreams.Value is { } streams ? [new($"Clients of {member.Name} hold {Words.Number(streams)} streams open", null, member.Name, "metrics")] : Array.Empty<Evidence>(),
            ],
            NotSeen = [new("connections", $"Connections of {member.Name}", "no version of etcd counts them")],
            DoNext =
            [
                new("Find the clients that hold the most connections", "ss -Htn state established '( sport = :2379 )' | awk '{print $4}' | sed 's/:[0-9]*$//' | sort | uniq -c | sort -n | tail"),
                new($"Raise the limit of {member.Name} (LimitNOFILE in its unit), and restart it when the others serve"),
            ],
        };
}
