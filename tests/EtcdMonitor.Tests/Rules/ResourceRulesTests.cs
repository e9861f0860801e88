using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class ResourceRulesTests
{
    [Theory]
    [InlineData(800, null)]
    [InlineData(801, Severity.Warning)]
    [InlineData(950, Severity.Warning)]
    [InlineData(951, Severity.Critical)]
    public void File_descriptors_are_told_before_they_end(double open, Severity? severity)
    {
        Finding? finding = new FileDescriptorsRule().Says(Descriptors(open));

        (finding?.Severity).ShouldBe(severity);
        finding?.Sentence.ShouldStartWith($"etcd-0 has {open} of its 1,000 file descriptors open, {open / 10} %");
    }

    [Fact]
    public void The_share_of_file_descriptors_is_a_setting_and_critical_follows_it()
    {
        new FileDescriptorsRule().Says(Descriptors(880), new() { MaxFileDescriptorsPercent = 90 }).ShouldBeNull();
        new FileDescriptorsRule().Says(Descriptors(880), new() { MaxFileDescriptorsPercent = 50 })!.Severity.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData(8192, false)]
    [InlineData(8193, true)]
    public void Memory_is_told_over_its_limit(double mib, bool found)
    {
        Finding? finding = new MemoryRule().Says(Paged.With(m => m with { MemoryBytes = Figure.Of(mib * 1024 * 1024) }));

        (finding?.Severity).ShouldBe(found ? Severity.Warning : null);
        finding?.Sentence.ShouldBe("etcd-0 takes 8,193 MiB of memory, 8,192 MiB are allowed");
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(6.5, true)]
    public void Slow_applies_are_told_when_there_are_several_a_minute_for_a_minute(double perMinute, bool found)
    {
        Finding? finding = new SlowApplyRule().Says(Paged.With(m => m with { SlowAppliesPerS = Figure.Of(perMinute / 60) }));

        (finding?.Severity, finding?.Confirm).ShouldBe(found ? (Severity.Warning, 60) : (null, null));
    }

    [Theory]
    [InlineData(10, 10_000, null)]
    [InlineData(11, 10_000, "slow_watchers")]
    [InlineData(10, 10_001, "watch_backlog")]
    public void Watchers_that_stay_behind_and_events_that_wait_are_told(double slow, double pending, string? rule)
    {
        Finding? finding = new WatchRule().Says(Paged.With(m => m with { SlowWatchers = Figure.Of(slow), WatchPendingEvents = Figure.Of(pending), Watchers = Figure.Of(50) }));

        (finding?.Rule, finding?.Confirm).ShouldBe(rule is null ? (null, null) : (rule, 60));
    }

    [Fact]
    public void Limits_are_settings()
    {
        Thresholds low = new() { MaxMemoryMb = 1, MaxSlowAppliesPerMinute = 1, MaxSlowWatchers = 1, MaxWatchPendingEvents = 5 };
        ClusterState state = Paged.With(m => m with { MemoryBytes = Figure.Of(2e6), SlowAppliesPerS = Figure.Of(0.05), SlowWatchers = Figure.Of(2), WatchPendingEvents = Figure.Of(6) });

        new MemoryRule().Says(state, low).ShouldNotBeNull();
        new SlowApplyRule().Says(state, low).ShouldNotBeNull();
        new WatchRule().Evaluate(state, low, state.At).Select(f => f.Rule).ShouldBe(["slow_watchers", "watch_backlog"]);
    }

    [Fact]
    public void Old_pages_say_nothing_about_now_and_unknown_figures_are_said_to_be_unknown()
    {
        ClusterState state = Paged.With(m => m with { OpenFds = Figure.Of(9), MaxFds = Figure.Of(9), FdsUsedRatio = Figure.Of(1), MemoryBytes = Figure.Of(1e12), SlowAppliesPerS = Figure.Of(9), SlowWatchers = Figure.Of(1e6), WatchPendingEvents = Figure.Of(1e9) });
        IRule[] rules = [new FileDescriptorsRule(), new MemoryRule(), new SlowApplyRule(), new WatchRule()];

        rules.ShouldAllBe(rule => rule.Evaluate(state, new(), state.At).Any());
        rules.ShouldAllBe(rule => !rule.Evaluate(state.Old(), new(), state.Old().At).Any());
        rules.Select(rule => rule.Unseen(Paged.Calm)).ShouldBe(
            ["its metrics page has no process_open_fds", "its metrics page has no process_resident_memory_bytes", "its metrics page has no etcd_server_slow_apply_total", "its metrics page has no etcd_debugging_mvcc_slow_watcher_total"]);
        rules.ShouldAllBe(rule => rule.Unseen(state, 0) == null);
    }

    [Fact]
    public void A_calm_cluster_gives_none_of_these() =>
        RuleBook.Default.SelectMany(rule => rule.Evaluate(Paged.Calm, new(), Paged.Calm.At)).ShouldBeEmpty();

    private static ClusterState Descriptors(double open) => Paged.With(m => m with { OpenFds = Figure.Of(open), MaxFds = Figure.Of(1000), FdsUsedRatio = Figure.Of(open / 1000) });
}
