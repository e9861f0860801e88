using EtcdMonitor.Samples;

namespace EtcdMonitor.Tests.Samples;

public sealed class HistogramTests
{
    [Fact]
    public void A_quantile_is_interpolated_inside_its_bucket()
    {
        Histogram histogram = Of((0.001, 10), (0.002, 90), (0.004, 100), (double.PositiveInfinity, 100));

        histogram.Quantile(0.5)!.Value.ShouldBe(0.0015, 1e-9);
        histogram.Quantile(0.99)!.Value.ShouldBe(0.0038, 1e-9);
    }

    [Fact]
    public void A_quantile_beyond_the_last_bound_is_that_bound() => Of((8.192, 1), (double.PositiveInfinity, 10)).Quantile(0.99).ShouldBe(8.192);

    [Fact]
    public void Nothing_counted_has_no_quantile() => new Histogram().Quantile(0.99).ShouldBeNull();

    [Fact]
    public void The_difference_of_two_readings_is_what_was_counted_between_them()
    {
        Histogram delta = Of((1, 15), (2, 40)).Since(Of((1, 5), (2, 10)))!;

        delta.Count.ShouldBe(30);
        delta.Quantile(1)!.Value.ShouldBe(2);
    }

    [Fact]
    public void Counts_that_went_back_make_no_difference_at_all() => Of((1, 1), (2, 1)).Since(Of((1, 5), (2, 10))).ShouldBeNull();

    private static Histogram Of(params (double Bound, double Count)[] buckets)
    {
        Histogram histogram = new();
        foreach ((double bound, double count) in buckets)
        {
            histogram.Add(bound, count);
        }

        return histogram;
    }
}
