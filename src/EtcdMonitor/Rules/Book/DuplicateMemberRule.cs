using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Two processes answer as one and the same member: its data, its volume or its machine was copied, and both run. Raft counts on one vote a member.</summary>
internal sealed class DuplicateMemberRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("duplicate_member", "Processes behind each member", "Each member is one process") { Unnoticed = "A copy of a member that runs beside it would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from twins in state.Duplicates.GroupBy(d => d.Member).Select(pairs => pairs.First())
        let name = state.Members.FirstOrDefault(m => m.Id == twins.Member)?.Name ?? twins.Member.ToString()
        select new Finding
        {
            Rule = "duplicate_member",
            Title = "Duplicate member",
            Severity = Severity.Critical,
            Confidence = Confidence.High,
            Member = name,
            Sentence = $"{twins.One.Endpoint} and {twins.Other.Endpoint} both answer as {name}, and are two processes: data may be lost",
            StillWorks = "Nothing that can be trusted: what one of them acknowledged the other may not know.",
            KeepFiring = TimeSpan.FromMinutes(1), // an address that is no member's is asked once per full check
            Evidence = [.. new[] { twins.One, twins.Other }.Select(e => new Evidence($"{e.Endpoint} answers as {e.Member}", $"process started {Words.Time(e.ProcessStart!.Value)}, seen at {Words.Time(e.ProcessSeenAt!.Value)}", name, "metrics"))],
            DoNext =
            [
                new("Stop the copy that was not meant to run, at once"),
                new("Compare the data of all members", "etcdctl endpoint hashkv --cluster"),
                new("Where hashes differ: replace the member whose hash the majority does not share"),
            ],
        };
}
