using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member does not answer us, and others hear raft messages from it all the same: not it is gone, we are blind.</summary>
internal sealed class PathBrokenRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("path_broken", "Our own path to a silent member", "Its path to us is open") { UnseenOf = Sight.Asked },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where !member.HeardBy.IsEmpty && !StalledDiskRule.ShowsPage(member)
        select new Finding
        {
            Rule = "path_broken",
            Title = "Only our path is broken",
            Severity = Severity.Info,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} {Words.Does(member.Failure)} to us, but {Words.Names([.. member.HeardBy])} {(member.HeardBy.Length == 1 ? "hears" : "hear")} it: it runs, and we are blind",
            StillWorks = $"{member.Name} takes part in the cluster. Whether clients reach it goes unseen.",
            Since = member.FailingSince,
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [Words.Silent(member) with { Detail = member.Failure?.Message }, .. Links.To(state, member)],
            NotSeen = [new($"members[{state.Members.IndexOf(member)}].db_size", $"Role, data and size of {member.Name}", "it does not answer us")],
            DoNext = Repairs.Of(member),
        };
}
