using EtcdMonitor.Samples;

namespace EtcdMonitor.Tests.Samples;

public sealed class MetricsDeltaTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rate_is_growth_over_time() => new MetricsDelta(Page(10, 150, start: 1), [Page(0, 50, start: 1)]).Rate(Series.Requests).ShouldBe(10);

    [Fact]
    public void A_restart_between_two_pages_gives_no_rate_and_no_negative_one() =>
        new MetricsDelta(Page(10, 3, start: 99), [Page(0, 50, start: 1)]).Rate(Series.Requests).ShouldBeNull();

    [Fact]
    public void The_first_page_has_gauges_and_no_rates()
    {
        MetricsDelta delta = new(Page(0, 50, start: 1), []);

        delta.Rate(Series.Requests).ShouldBeNull();
        delta.Value(Series.Requests).ShouldBe(50);
        delta.Value(Series.Cpu).ShouldBeNull();
    }

    [Fact]
    public void Rates_look_back_one_page_and_histograms_to_the_oldest_kept()
    {
        MetricsPage oldest = Page(0, 0, start: 1, fsyncs: 10), before = Page(10, 100, start: 1, fsyncs: 10), now = Page(20, 150, start: 1, fsyncs: 30);

        MetricsDelta delta = new(now, [oldest, before]);

        delta.Rate(Series.Requests).ShouldBe(5);
        delta.Counted(HistogramSeries.Fsync)!.Count.ShouldBe(20);
    }

    private static MetricsPage Page(double seconds, double requests, double start, double fsyncs = 0)
    {
        MetricsPage page = new(At.AddSeconds(seconds));
        page.Add(Series.ProcessStart, start);
        page.Add(Series.Requests, requests);
        page.Add(HistogramSeries.Fsync, 0.001, fsyncs);
        return page;
    }
}
