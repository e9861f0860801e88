using EtcdMonitor.Alerts;

namespace EtcdMonitor.Tests.Alerts;

/// <summary>Alerts that come and go.</summary>
public sealed class FlappingTests : PlayedAlerts
{
    [Fact]
    public void One_hour_of_flapping_tells_at_most_one_start_and_one_end_a_window()
    {
        List<Notice> notices = [];
        for (int i = 0; i < 3600 / 10; i++)
        {
            notices.AddRange(Play(5, Found("member_down")));
            notices.AddRange(Play(5));
        }

        notices.Count(n => n.Kind == NoticeKind.Firing).ShouldBeInRange(1, 13);
        notices.Count(n => n.Kind == NoticeKind.Resolved).ShouldBeLessThanOrEqualTo(notices.Count(n => n.Kind == NoticeKind.Firing));
    }

    [Fact]
    public void One_that_comes_and_goes_is_one_alert_that_says_so()
    {
        List<Notice> notices = [];
        for (int i = 0; i < 3600 / 20; i++)
        {
            notices.AddRange(Play(10, Found("member_down")));
            notices.AddRange(Play(10));
        }

        notices.Select(n => n.Kind).ShouldBe([NoticeKind.Firing, NoticeKind.Resolved, NoticeKind.Firing]);
        notices[2].Alert.FlapsSince.ShouldBe(notices[0].Alert.FiredAt);
        notices[2].Alert.Came.Length.ShouldBeGreaterThan(10);

        Notice end = Play(300).ShouldHaveSingleItem();
        (end.Kind, end.Alert.FlapsSince).ShouldBe((NoticeKind.Resolved, null));
        (end.Alert.ResolvedAt - end.Alert.SeenAt).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(200)]
    public void Flapping_at_any_pace_tells_at_most_one_start_and_one_end_in_a_window(int half)
    {
        List<(NoticeKind Kind, DateTimeOffset At)> told = [];
        DateTimeOffset end = Now.AddHours(1);
        for (bool on = true; Now < end; on = !on)
        {
            for (int i = 0; i < half; i++)
            {
                told.AddRange(Play(1, on ? [Found("member_down")] : []).Select(n => (n.Kind, Now)));
            }
        }

        told.ShouldNotBeEmpty();
        foreach (IGrouping<NoticeKind, (NoticeKind Kind, DateTimeOffset At)> kind in told.GroupBy(t => t.Kind))
        {
            kind.Zip(kind.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public void The_time_that_bridges_flapping_may_be_longer_for_all()
    {
        AlertPipeline pipeline = New(new() { KeepFiringFor = TimeSpan.FromMinutes(1) });
        Play(pipeline, 5, Found("member_down"));

        Play(pipeline, 59).ShouldBeEmpty();
        Play(pipeline, 2).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }
}
