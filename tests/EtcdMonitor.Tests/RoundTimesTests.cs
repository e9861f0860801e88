using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests;

public sealed class RoundTimesTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private RoundMetrics? _metrics;
    private RoundTimes? _times;

    [Fact]
    public async Task Rounds_in_time_are_neither_late_nor_skipped()
    {
        using Measured measured = Measure();

        await RoundAsync(takes: 0.2, waits: 0.85); // the timer is 50 ms off: no machine is exact
        await RoundAsync(takes: 0.9, waits: 0.1);
        await RoundAsync(takes: 0.1, waits: 0.9);

        measured.Values("round.duration", "cluster=eu outcome=ok").ShouldBe([0.2, 0.9, 0.1]);
        (measured.Sum("round.late", "cluster=eu"), measured.Sum("round.skipped", "cluster=eu")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_round_over_its_interval_makes_the_next_one_late_and_those_between_skipped()
    {
        using Measured measured = Measure();

        await RoundAsync(takes: 3.5, waits: 0);
        await RoundAsync(takes: 0.1, waits: 0.4); // began at 3.5 instead of 1; the timer keeps its rhythm
        await RoundAsync(takes: 0.1, waits: 0.9);

        (measured.Sum("round.late", "cluster=eu"), measured.Sum("round.skipped", "cluster=eu")).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_machine_that_slept_has_a_late_round_and_then_a_new_rhythm()
    {
        using Measured measured = Measure();

        await RoundAsync(takes: 0.1, waits: 4.3);
        for (int i = 0; i < 5; i++)
        {
            await RoundAsync(takes: 0.1, waits: 0.9);
        }

        (measured.Sum("round.late", "cluster=eu"), measured.Sum("round.skipped", "cluster=eu")).ShouldBe((1, 3));
    }

    [Fact]
    public async Task A_round_that_fails_by_a_fault_of_ours_is_told_apart()
    {
        using Measured measured = Measure();

        await Should.ThrowAsync<InvalidOperationException>(() => _times!.MeasureAsync(_ => throw new InvalidOperationException("a bug"), _cancel));

        measured.Values("round.duration", "cluster=eu outcome=fault").ShouldBe([0]);
    }

    [Fact]
    public async Task A_round_that_the_end_of_the_watch_breaks_off_is_not_measured()
    {
        using Measured measured = Measure();

        await Should.ThrowAsync<OperationCanceledException>(() => _times!.MeasureAsync(stop => Task.FromCanceled(stop), new(canceled: true)));

        measured.All.ShouldBeEmpty();
    }

    public void Dispose() => _metrics?.Dispose();

    private Measured Measure()
    {
        Measured measured = new();
        _times = new("eu", Second, _metrics = new(), _time);
        return measured;
    }

    private async Task RoundAsync(double takes, double waits)
    {
        await _times!.MeasureAsync(Round, _cancel);
        _time.Advance(Second * waits);

        Task Round(CancellationToken stop)
        {
            _time.Advance(Second * takes);
            return Task.CompletedTask;
        }
    }
}
