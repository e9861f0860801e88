using System.Globalization;

namespace Faults.Campaigns;

/// <summary>The table over all results of one build, as markdown that reads as text too.</summary>
internal static class Summary
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<UnitResult> results)
    {
        yield return "| campaign | etcd | claim | units | faults | operations | verdict |";
        yield return "|---|---|---|---:|---:|---:|---|";
        foreach (var campaign in Campaign.All)
        {
            foreach (var version in results.Where(result => result.Campaign == campaign.Name).GroupBy(result => result.Version).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var failed = version.Count(result => !result.Passed);
                var verdict = failed == 0 ? campaign.MustFail ? "found out each time" : "holds" : campaign.MustFail ? $"**not found out {failed} times**" : $"**violated {failed} times**";
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"| {campaign.Name} | {Etcd(version.Key)} | {campaign.Claim} | {version.Count()} | {Sum(version, "faults")} | {Sum(version, "operations")} | {verdict} |");
            }
        }
    }

    // V35 → 3.5
    private static string Etcd(string version) => version.Length == 3 ? $"{version[1]}.{version[2]}" : version;

    private static long Sum(IEnumerable<UnitResult> results, string what) => results.Sum(result => result.Counts.GetValueOrDefault(what));
}
