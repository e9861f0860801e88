using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class ManualTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void It_stands_still_until_it_advances()
    {
        var (now, stamp) = (_time.GetUtcNow(), _time.GetTimestamp());
        _time.GetUtcNow().ShouldBe(now);
        _time.Advance(1.5 * Second);
        _time.GetUtcNow().ShouldBe(now + (1.5 * Second));
        _time.GetElapsedTime(stamp).ShouldBe(1.5 * Second);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_and_see_their_own_time()
    {
        var start = _time.GetTimestamp();
        using var late = _time.CreateTimer(_ => Note("late"), null, 3 * Second, Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => Note("early"), null, Second, Timeout.InfiniteTimeSpan);
        using var twin = _time.CreateTimer(_ => Note("twin"), null, Second, Timeout.InfiniteTimeSpan);
        using var never = _time.CreateTimer(_ => Note("never"), null, Timeout.InfiniteTimeSpan, Second);
        _time.Pending.ShouldBe(3);
        _time.Advance(0.5 * Second);
        _fired.ShouldBeEmpty();
        _time.Advance(10 * Second);
        _fired.ShouldBe(["early 1", "twin 1", "late 3"]);
        _time.Pending.ShouldBe(0);

        void Note(string name) => _fired.Add($"{name} {_time.GetElapsedTime(start).TotalSeconds:0.#}");
    }

    [Fact]
    public void A_period_repeats_until_it_is_changed_or_disposed()
    {
        using var timer = _time.CreateTimer(_ => _fired.Add("tick"), null, TimeSpan.Zero, Second);
        _time.Advance(TimeSpan.Zero);
        _time.Advance(3 * Second);
        _fired.Count.ShouldBe(4);
        timer.Change(5 * Second, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        _time.Advance(10 * Second);
        _fired.Count.ShouldBe(5);
        timer.Change(Second, Second);
        timer.Dispose();
        timer.Change(Second, Second).ShouldBeFalse();
        _time.Advance(10 * Second);
        _fired.Count.ShouldBe(5);
    }

    [Fact]
    public void What_a_timer_starts_within_the_step_fires_within_it()
    {
        using var outer = _time.CreateTimer(_ => _time.CreateTimer(_ => _fired.Add("inner"), null, Second, Timeout.InfiniteTimeSpan), null, Second, Timeout.InfiniteTimeSpan);
        _time.Advance(2 * Second);
        _fired.ShouldBe(["inner"]);
    }

    [Fact]
    public async Task Delays_and_cancellations_of_the_framework_go_by_it()
    {
        var delay = Task.Delay(Second, _time, TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(2 * Second, _time);
        _time.Advance(Second);
        await delay;
        limit.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(Second);
        limit.IsCancellationRequested.ShouldBeTrue();
    }
}
