using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member takes more memory than it should: where its host has no more, the kernel kills it.</summary>
internal sealed class MemoryRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("member_memory", "Resident memory", "It takes no more memory than allowed") { UnseenOf = Sight.Figure(m => m.MemoryBytes), Unnoticed = "A member that the kernel kills for want of memory would be the first sign" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where Sight.IsFresh(member, now) && member.Metrics.MemoryBytes.Value > thresholds.MaxMemoryMb * Words.MiB
        let memory = member.Metrics.MemoryBytes.Value!.Value
        select new Finding
        {
            Rule = "member_memory",
            Title = "Much memory",
            Severity = Severity.Warning,
            Member = member.Name,
            Sentence = $"{member.Name} takes {Words.Size(memory)} of memory, {Words.Size(thresholds.MaxMemoryMb * Words.MiB)} are allowed",
            StillWorks = "Reads and writes, as long as its host has memory.",
            Hold = TimeSpan.FromMinutes(5),
            KeepFiring = TimeSpan.FromMinutes(1),
            Evidence =
            [
                new($"Resident memory of {member.Name}", $"{Words.Size(memory)}, {Words.Page(member)}", member.Name, "metrics"),
                .. member.Database.SizeBytes.Value is { } size ? [new($"Database of {member.Name}", $"{Words.Size(size)}: what of it was touched counts as memory", member.Name, "status")] : Array.Empty<Evidence>(),
                .. member.Metrics.Keys.Value is { } keys ? [new($"{Words.Number(keys)} keys, {Words.Number(member.Metrics.Watchers.Value ?? 0)} watchers", null, member.Name, "metrics")] : Array.Empty<Evidence>(),
            ],
            NotSeen = [new($"members[{state.Members.IndexOf(member)}].memory", $"How much memory the host of {member.Name} has", "no metric of etcd tells")],
            DoNext =
            [
                new($"See what the host of {member.Name} has left", "free -m; journalctl -k | grep -i 'out of memory'"),
                new("Look for large ranges without a limit, for watchers that are behind, and for a history that nobody compacts"),
            ],
        };
}
