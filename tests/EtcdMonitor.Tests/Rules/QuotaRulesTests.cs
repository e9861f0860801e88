using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class QuotaRulesTests
{
    private const double MiB = 1 << 20;

    [Theory]
    [InlineData(650, null, 0)]
    [InlineData(651, Severity.Info, 300)]
    [InlineData(800, Severity.Info, 300)]
    [InlineData(801, Severity.Warning, 300)]
    [InlineData(950, Severity.Warning, 300)]
    [InlineData(951, Severity.Critical, 30)]
    public void The_fuller_the_worse(double size, Severity? severity, int hold)
    {
        Finding? finding = new QuotaRule().Says(Of(size, 1000));

        (finding?.Severity, finding?.Hold.TotalSeconds ?? 0).ShouldBe((severity, hold));
    }

    [Fact]
    public void The_fullest_is_named_and_all_that_are_too_full_are_evidence()
    {
        ClusterState state = Of(700, 1000);
        state = state with { Members = state.Members.SetItem(1, state.Members[1] with { Database = state.Members[0].Database with { SizeBytes = Figure.Of(900 * MiB) } }) };

        Finding finding = new QuotaRule().Says(state)!;

        finding.Sentence.ShouldBe("The database of etcd-1 is at 90 % of its quota of 1,000 MiB: at the quota etcd refuses writes");
        finding.Member.ShouldBeNull("the members' databases fill together: one alert");
        finding.Evidence.Select(e => e.Member).ShouldBe(["etcd-1", "etcd-0"]);
    }

    [Theory]
    [InlineData(500, "Defragment the followers one by one, the leader last")]
    [InlineData(790, "Compact the history")]
    public void What_to_do_first_depends_on_what_is_free_inside(double inUse, string first) =>
        new QuotaRule().Says(Of(801, 1000, inUse))!.DoNext[0].Text.ShouldBe(first);

    [Fact]
    public void Without_a_quota_and_of_a_member_that_does_not_answer_nothing_is_said()
    {
        new QuotaRule().Says(Paged.Calm).ShouldBeNull();
        new QuotaRule().Unseen(Paged.Calm).ShouldBe("its metrics page has no etcd_server_quota_backend_bytes");
        new QuotaRule().Unseen(Of(1, 1000)).ShouldBeNull();
        ClusterState state = Of(990, 1000);
        new QuotaRule().Says(state with { Members = state.Members.SetItem(0, state.Members[0] with { Reachable = false }) }).ShouldBeNull();
    }

    [Theory]
    [InlineData(600, 20, true)]
    [InlineData(600, 0.2, false)] // 400 MiB last over a day
    [InlineData(500, 20, false)] // half full is not over half full
    public void Growth_that_reaches_the_quota_within_a_day_is_told_once_it_is_half_full(double size, double perMinute, bool found)
    {
        ClusterState state = Growing(size, perMinute, steps: 20);

        Finding? finding = new QuotaForecastRule().Says(state);

        (finding is not null).ShouldBe(found);
        finding?.Sentence.ShouldBe("The database of etcd-0 grows by 1,200 MiB an hour and would be at its quota in about 0.3 h");
    }

    [Fact]
    public void Two_steps_of_a_file_are_no_trend_and_three_are()
    {
        new QuotaForecastRule().Says(Growing(600, 16, steps: 2, minutes: 20)).ShouldBeNull();
        new QuotaForecastRule().Says(Growing(600, 16, steps: 3, minutes: 20)).ShouldNotBeNull();
    }

    [Fact]
    public void Limits_of_the_forecast_are_settings()
    {
        ClusterState state = Growing(600, 20, steps: 20); // full in 20 minutes
        new QuotaForecastRule().Says(state, new() { QuotaForecastHours = 0.3 }).ShouldBeNull();
        new QuotaForecastRule().Says(state, new() { QuotaForecastFromPercent = 60 }).ShouldBeNull();
    }

    [Fact]
    public void A_file_that_was_watched_for_too_short_a_time_is_not_seen() =>
        new QuotaForecastRule().Unseen(Growing(600, 20, steps: 5)).ShouldBe("a growth rate takes 10 minutes without a defragmentation, 5 have passed");

    [Theory]
    [InlineData(300, 149, true)]
    [InlineData(300, 151, false)] // over half of it is in use
    [InlineData(199, 100, false)] // 99 MiB are not worth it
    [InlineData(8000, 50, true)]
    public void A_file_that_is_half_empty_and_large_is_worth_a_defragmentation(double size, double inUse, bool found)
    {
        Finding? finding = new FragmentationRule().Says(Of(size, 10_000, inUse));

        (finding?.Severity).ShouldBe(found ? Severity.Info : null);
    }

    [Fact]
    public void It_says_how_much_is_free_and_how_long_defragmenting_takes()
    {
        Finding finding = new FragmentationRule().Says(Of(1000, 10_000, 250))!;

        finding.Sentence.ShouldBe("75 % of the database file of etcd-0 is free, 750 MiB: it counts against the quota until etcd-0 is defragmented");
        finding.DoNext[0].Text.ShouldContain("etcd-0 stops serving for about 14 s");
    }

    private static ClusterState Of(double size, double quota, double? inUse = null) => Paged.WithMember(m => m with
    {
        Database = new() { SizeBytes = Figure.Of(size * MiB), InUseBytes = Figure.Of((inUse ?? size) * MiB), QuotaBytes = Figure.Of(quota * MiB) },
    });

    /// <summary>A database that grew to its size, one step a minute, and stood for the rest of the time.</summary>
    private static ClusterState Growing(double size, double perMinute, int steps, int? minutes = null)
    {
        ClusterState state = Of(size, 1000);
        GrowthWindow growth = GrowthWindow.Empty;
        for (int minute = 0; minute <= (minutes ?? steps); minute++)
        {
            growth = growth.Add(Rounds.Noon.AddMinutes(minute), (size - (perMinute * (steps - Math.Min(minute, steps)))) * MiB);
        }

        return state with { Members = state.Members.SetItem(0, state.Members[0] with { Database = state.Members[0].Database with { Growth = growth } }) };
    }
}
