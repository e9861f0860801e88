using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members run a version of etcd whose own change log says that data are at risk.</summary>
internal sealed class KnownBadVersionRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("known_bad_version", "Known faults of the versions", "No version that members run is known to put data at risk") { Unseen = Sight.Status },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        (string Version, MemberState[] Members, KnownFault[] Faults)[] bad =
        [
            .. from member in state.Members
               where member.Version is not null
               group member by member.Version into same
               let faults = KnownVersions.Of(same.Key, state.Voters).ToArray()
               where faults.Length > 0
               orderby faults[0].Severity descending, KnownVersions.Parse(same.Key)
               select (same.Key, same.ToArray(), faults),
        ];
        if (bad.Length == 0)
        {
            yield break;
        }

        (string version, MemberState[] members, KnownFault[] known) = bad[0];
        yield return new()
        {
            Rule = "known_bad_version",
            Title = "Known bad version",
            Severity = known[0].Severity,
            Sentence = $"{Words.Names(members)} {(members.Length == 1 ? "runs" : "run")} etcd {version}, in which {known[0].What}",
            Hold = TimeSpan.FromHours(1), // an upgrade passes through versions
            Evidence = [.. bad.SelectMany(b => b.Faults.Select(f => new Evidence(
                $"etcd {b.Version}: {f.What}", $"mended in {f.FixedIn(KnownVersions.Parse(b.Version))}, {f.Link}", b.Members.Length == 1 ? b.Members[0].Name : null, "status")))],
            DoNext = [.. bad.Select(b => new Step($"Upgrade {Words.Names(b.Members)} to {Mended(b.Version, b.Faults)} or later, one member after the other"))],
        };
    }

    private static string Mended(string version, KnownFault[] faults) => faults.Select(f => f.FixedIn(KnownVersions.Parse(version))!).MaxBy(Version.Parse)!;
}
