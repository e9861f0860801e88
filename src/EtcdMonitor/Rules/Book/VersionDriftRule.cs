using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members run different versions: for a while that is an upgrade, from an hour on it is news.</summary>
internal sealed class VersionDriftRule : IRule
{
    private static readonly TimeSpan Upgrade = TimeSpan.FromHours(1);

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("version_drift", "Versions", "All members that tell theirs run the same version") { Unseen = Sight.Status },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (state.MixedSince is not { } since)
        {
            yield break;
        }

        IGrouping<string, MemberState>[] versions =
        [
            .. state.Members.Where(m => m is { Reachable: true, Version: not null }).GroupBy(m => m.Version!, StringComparer.Ordinal).OrderBy(g => KnownVersions.Parse(g.Key)),
        ];
        string each = string.Join(", ", versions.Select(g => $"{Words.Names(g)} {(g.Count() == 1 ? "runs" : "run")} {g.Key}"));
        string? works = state.Members.Select(m => m.ClusterVersion).FirstOrDefault(v => v is not null);
        bool upgrade = now - since < Upgrade;
        yield return new()
        {
            Rule = "version_drift",
            Title = upgrade ? "Upgrade in progress" : "Versions differ",
            Severity = Severity.Info,
            Sentence = works is null ? each : $"{each}; the cluster works as {works}",
            Since = since,
            Hold = Upgrade,
            Evidence = [.. versions.SelectMany(g => g).Select(m => new Evidence($"{m.Name} runs {m.Version}", m.ClusterVersion is { } cluster ? $"cluster version {cluster}" : null, m.Name, "status"))],
            DoNext = [new("Bring all members to one version, one after the other; the leader last")],
        };
    }
}
