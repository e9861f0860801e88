using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members have different space quotas: the smallest one stops all.</summary>
internal sealed class QuotaDriftRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("quota_drift", "Quotas", "All members that tell theirs have the same quota")
        {
            Unseen = Sight.Some(m => m.Database.QuotaBytes),
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        IGrouping<double, MemberState>[] quotas = [.. state.Members.Where(m => m.Database.QuotaBytes.Value > 0).GroupBy(m => m.Database.QuotaBytes.Value!.Value).OrderBy(g => g.Key)];
        if (quotas.Length < 2)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "quota_drift",
            Title = "Quotas differ",
            Severity = Severity.Info,
            Sentence = $"{string.Join(", ", quotas.Select(g => $"{Words.Names(g)} {(g.Count() == 1 ? "has" : "have")} a quota of {Words.Size(g.Key)}"))}: the smallest stops the writes of all",
            Hold = TimeSpan.FromHours(1),
            Evidence = [.. quotas.SelectMany(g => g).Select(m => new Evidence($"Quota of {m.Name}", $"{Words.Size(m.Database.QuotaBytes.Value!.Value)}", m.Name, "metrics"))],
            DoNext = [new("Give all members the same --quota-backend-bytes, and restart them one by one")],
        };
    }
}
