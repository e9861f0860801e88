using EtcdMonitor.State;

namespace EtcdMonitor.Tests.State;

public sealed class DatabaseFiguresTests
{
    private const double MiB = 1 << 20;
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Growth_is_the_slope_of_all_that_was_seen_and_tells_when_the_quota_is_full()
    {
        DatabaseFigures database = Of(Grown(minutes: 20, perMinute: 6 * MiB), quota: 1200 * MiB);

        database.GrowthBytesPerS.Value!.Value.ShouldBe(MiB / 10, 1e-6);
        database.QuotaUsedRatio.Value!.Value.ShouldBe(0.1);
        database.QuotaFullInSeconds.Value!.Value.ShouldBe(10_800, 1e-3);
    }

    [Fact]
    public void A_growth_rate_takes_ten_minutes() =>
        Of(Grown(minutes: 4, perMinute: MiB), quota: 100 * MiB).GrowthBytesPerS.Reason.ShouldBe("a growth rate takes 10 minutes without a defragmentation, 4 have passed");

    [Fact]
    public void A_defragmentation_begins_it_anew() =>
        Of(Grown(minutes: 30, perMinute: MiB).Add(Noon.AddMinutes(31), MiB), quota: 100 * MiB).GrowthBytesPerS.Value.ShouldBeNull();

    [Fact]
    public void What_does_not_grow_never_reaches_the_quota() =>
        Of(Grown(minutes: 20, perMinute: 0), quota: 100 * MiB).QuotaFullInSeconds.Reason.ShouldBe("the file does not grow");

    [Fact]
    public void What_is_older_than_four_hours_is_forgotten()
    {
        GrowthWindow window = Grown(minutes: 60, perMinute: 60 * MiB);
        double size = 60 * 60 * MiB;
        for (int minute = 61; minute <= 360; minute++)
        {
            window = window.Add(Noon.AddMinutes(minute), size);
        }

        Of(window, quota: size * 2).GrowthBytesPerS.Value.ShouldBe(0);
    }

    [Fact]
    public void Free_is_what_a_defragmentation_would_give_back()
    {
        DatabaseFigures database = new() { SizeBytes = Figure.Of(400 * MiB, FigureSource.Status), InUseBytes = Figure.Of(100 * MiB, FigureSource.Status) };

        database.FreeRatio.Value.ShouldBe(0.75);
        database.QuotaUsedRatio.Reason.ShouldBe("nothing was measured yet");
    }

    private static GrowthWindow Grown(int minutes, double perMinute)
    {
        GrowthWindow window = GrowthWindow.Empty;
        for (int second = 0; second <= minutes * 60; second++)
        {
            window = window.Add(Noon.AddSeconds(second), perMinute * (second / 60));
        }

        return window;
    }

    private static DatabaseFigures Of(GrowthWindow growth, double quota) =>
        new() { SizeBytes = Figure.Of(120 * MiB, FigureSource.Status), QuotaBytes = Figure.Of(quota), Growth = growth };
}
