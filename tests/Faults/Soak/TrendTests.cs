namespace Faults.Soak;

public sealed class TrendTests
{
    [Fact]
    public void A_figure_that_only_swings_is_flat() => Handles(minute => 40 + (minute % 3)).IsFlat.ShouldBeTrue();

    [Fact]
    public void A_figure_that_grows_a_little_each_minute_is_not() => Handles(minute => 40 + minute).IsFlat.ShouldBeFalse();

    [Fact]
    public void What_is_filled_in_the_first_third_does_not_count() => Handles(minute => minute < 10 ? 10 * minute : 100).IsFlat.ShouldBeTrue();

    [Fact]
    public void A_few_wild_samples_do_not_count() => Handles(minute => minute % 7 == 0 ? 40 + (10 * minute) : 40).IsFlat.ShouldBeTrue();

    [Fact]
    public void Samples_under_a_fault_do_not_count() => Handles(minute => minute % 2 == 0 ? 40 + (10 * minute) : 40, minute => minute % 2 == 1).IsFlat.ShouldBeTrue();

    [Fact]
    public void Memory_that_grows_by_a_tenth_is_not_flat()
    {
        Sample[] samples = [.. Enumerable.Range(0, 31).Select(minute => Taken(minute, true, 40, (60 + (minute * 0.5)) * 1024 * 1024))];

        Trend.Of(samples).Where(t => !t.IsFlat).Select(t => t.Name).ShouldBe(["anonymous MiB", "resident MiB"]);
    }

    private static Trend Handles(Func<int, int> figure, Func<int, bool>? atRest = null) =>
        Trend.Of([.. Enumerable.Range(0, 31).Select(minute => Taken(minute, atRest?.Invoke(minute) ?? true, figure(minute), 1))]).Single(t => t.Name == "handles");

    private static Sample Taken(int minute, bool atRest, int handles, double bytes) => new(TimeSpan.FromMinutes(minute), atRest, (long)bytes, (long)bytes, handles, 20);
}
