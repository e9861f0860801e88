using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A database that is half full grows so fast that it will be at its quota soon.</summary>
internal sealed class QuotaForecastRule : IRule
{
    /// <summary>A file grows by steps of 16 MB: one or two of them are no trend.</summary>
    private const int LeastSteps = 3;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("quota_forecast", "When databases will be at their quotas", "No database will be at its quota soon, as far as its growth of up to four hours tells")
        {
            // one that does not grow is no gap in what is seen
            Unseen = state => Sight.Some(m => m.Database.QuotaUsedRatio)(state) ?? Sight.Some(m => m.Database.GrowthBytesPerS)(state),
            Unnoticed = "A database that fills up within hours would be told only when it is nearly full",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState? first = state.Members
            .Where(m => m.Reachable && m.Database.QuotaUsedRatio.Value * 100 > thresholds.QuotaForecastFromPercent && m.Database.Growth.Steps >= LeastSteps && m.Database.QuotaFullInSeconds.Value < thresholds.QuotaForecastHours * 3600)
            .MinBy(m => m.Database.QuotaFullInSeconds.Value);
        if (first is null)
        {
            yield break;
        }

        DatabaseFigures database = first.Database;
        yield return new()
        {
            Rule = "quota_forecast",
            Title = "Database fills up",
            Severity = Severity.Warning,
            Sentence = $"The database of {first.Name} grows by {Words.Size(database.GrowthBytesPerS.Value!.Value * 3600)} an hour and would be at its quota in about {Words.Number(database.QuotaFullInSeconds.Value!.Value / 3600)} h",
            StillWorks = "Reads and writes, until then.",
            Hold = TimeSpan.FromMinutes(10),
            KeepFiring = TimeSpan.FromMinutes(2),
            Evidence = [new($"Database of {first.Name}", $"{Words.Size(database.SizeBytes.Value!.Value)} of {Words.Size(database.QuotaBytes.Value!.Value)}; the line through its sizes of up to four hours", first.Name, "status")],
            DoNext = QuotaRule.Steps(state, first),
        };
    }
}
