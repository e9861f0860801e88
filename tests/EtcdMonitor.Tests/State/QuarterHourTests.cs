using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class QuarterHourTests
{
    private static readonly DateTimeOffset Noon = Rounds.Noon;
    private static readonly DateTimeOffset Started = Noon.AddDays(-1);
    private QuarterHour _lately = new();

    [Fact]
    public void A_counter_grew_by_what_it_has_more_than_at_the_oldest_point()
    {
        At(0, failed: 100);
        Failed().Reason.ShouldBe("one more metrics page is needed");

        At(10, failed: 103);
        Failed().ShouldBe(Figure.Of(3) with { Reason = "of the last 0 minutes only" });
        At(840, failed: 110);
        Failed().ShouldBe(Figure.Of(10));
    }

    [Fact]
    public void What_is_older_than_fifteen_minutes_is_forgotten()
    {
        for (int second = 0; second <= 3600; second += 10)
        {
            At(second, failed: second); // one a second
        }

        Failed().Value.ShouldBe(900);
        _lately.Points.Length.ShouldBe(16);
    }

    [Fact]
    public void After_a_gap_that_is_longer_than_that_it_begins_anew()
    {
        At(0, failed: 1);
        At(60, failed: 2);
        At(2000, failed: 50);

        Failed().Value.ShouldBeNull();
    }

    [Fact]
    public void A_process_that_starts_anew_counts_on()
    {
        At(0, failed: 100);
        At(60, failed: 103);
        At(120, failed: 5, started: Noon.AddSeconds(100)); // five, all of the new process

        Failed().Value.ShouldBe(8);
        _lately.Restarts.ShouldBe([Noon.AddSeconds(120)]);

        At(180, failed: 1, started: Noon.AddSeconds(170));
        Failed().Value.ShouldBe(9);
        _lately.Restarts.Length.ShouldBe(2);
    }

    [Fact]
    public void Where_etcd_tells_no_start_a_counter_that_goes_back_tells_it()
    {
        At(0, failed: 100, started: null);
        At(60, failed: 104, started: null);
        At(120, failed: 2, started: null);

        Failed().Value.ShouldBe(6);
        _lately.Restarts.Length.ShouldBe(1);
    }

    [Fact]
    public void The_same_process_told_a_little_differently_is_no_restart()
    {
        At(0, failed: 1, started: Started);
        At(60, failed: 1, started: Started.AddSeconds(0.9));
        At(120, failed: 1, started: Started.AddSeconds(2));

        _lately.Restarts.ShouldBe([Noon.AddSeconds(120)]);
    }

    [Fact]
    public void Restarts_are_forgotten_after_fifteen_minutes()
    {
        At(0, failed: 1);
        At(10, failed: 0, started: Noon.AddSeconds(5));
        At(909, failed: 0, started: Noon.AddSeconds(5));
        _lately.Restarts.Length.ShouldBe(1);
        At(910, failed: 0, started: Noon.AddSeconds(5));

        _lately.Restarts.ShouldBeEmpty();
    }

    [Fact]
    public void It_can_be_counted_since_later_than_the_oldest_point()
    {
        At(0, failed: 0);
        At(60, failed: 10);
        At(120, failed: 12);

        _lately.Increase(p => p.ProposalsFailed, Noon.AddSeconds(30)).Value.ShouldBe(2);
        _lately.Increase(p => p.ProposalsFailed, Noon.AddSeconds(130)).Value.ShouldBeNull();
    }

    [Fact]
    public void Leases_gained_are_those_granted_less_those_that_ended_also_across_a_restart()
    {
        _lately = _lately.Add(new(Noon, 0, 1000, 900), Started);
        _lately = _lately.Add(new(Noon.AddSeconds(60), 0, 1500, 1000), Started);
        _lately = _lately.Add(new(Noon.AddSeconds(120), 0, 30, 10), Noon);

        _lately.Increase(p => p.LeasesGranted - p.LeasesRevoked, Noon).Value.ShouldBe(400 + 20);
        _lately.Increase(p => p.LeasesRevoked, Noon).Value.ShouldBe(100 + 10);
    }

    [Fact]
    public void A_counter_that_the_page_lacks_is_unknown()
    {
        At(0, failed: null);
        At(60, failed: null);

        Failed().ShouldBe(Figure.Unknown("its metrics page lacks the counter"));
    }

    private Figure Failed() => _lately.Increase(p => p.ProposalsFailed, DateTimeOffset.MinValue);

    private void At(int second, double? failed) => At(second, failed, Started);

    private void At(int second, double? failed, DateTimeOffset? started) => _lately = _lately.Add(new(Noon.AddSeconds(second), failed, null, null), started);
}
