using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class DiskRulesTests
{
    [Theory]
    [InlineData(10.1, Severity.Info, 60)]
    [InlineData(100.1, Severity.Warning, 2)]
    [InlineData(500.1, Severity.Critical, 2)]
    public void A_slow_disk_is_as_bad_as_its_p99(double p99, Severity severity, int confirm)
    {
        Finding finding = Fsync(p99)!;

        (finding.Rule, finding.Member, finding.Severity, finding.Confirm).ShouldBe(("fsync_latency", "etcd-0", severity, confirm));
        finding.Evidence.ShouldContain(e => e.Probe == "metrics" && e.Member == "etcd-0");
    }

    [Theory]
    [InlineData(10.0, null)]
    [InlineData(100.0, Severity.Info)]
    [InlineData(500.0, Severity.Warning)]
    public void A_limit_that_is_met_is_not_crossed(double p99, Severity? severity) => (Fsync(p99)?.Severity).ShouldBe(severity);

    [Fact]
    public void A_few_slow_ones_among_many_must_last_a_minute() =>
        Fsync(300, change: m => m with { Fsync = m.Fsync with { P95 = 100 } })!.Confirm.ShouldBe(60);

    /// <summary>All syncs of 300 ms lie in one bucket, 256 to 512 ms, and between its bounds the quantiles are only guessed.</summary>
    [Fact]
    public void Quantiles_on_both_sides_of_a_limit_are_no_reason_to_wait() =>
        Fsync(509, change: m => m with { Fsync = m.Fsync with { P95 = 499 } })!.Confirm.ShouldBe(2);

    [Fact]
    public void The_limits_are_settings() => Fsync(15, new() { FsyncInfoMs = 20 }).ShouldBeNull();

    [Fact]
    public void An_old_page_says_nothing_about_the_disk() => Fsync(900, at: 60).ShouldBeNull();

    [Fact]
    public void An_unknown_p99_is_no_finding() => Fsync(null).ShouldBeNull();

    [Fact]
    public void Late_heartbeats_make_it_sure_and_say_so()
    {
        Finding finding = Fsync(300, change: m => m with { HeartbeatFailuresPerS = Figure.Of(2) })!;

        finding.Confidence.ShouldBe(Confidence.High);
        finding.Evidence.ShouldContain(e => e.Text == "etcd-0 sends heartbeats late" && e.Detail == "120 a minute");
        finding.Sentence.ShouldBe("The disk of etcd-0 is slow: WAL fsync p99 is 300 ms, 100 ms are allowed");
    }

    [Fact]
    public void The_top_of_the_histogram_is_told_as_a_lower_bound() =>
        Fsync(8192, bound: 8192)!.Sentence.ShouldContain("is at least 8,192 ms");

    [Theory]
    [InlineData(0.05, Severity.Info)]
    [InlineData(0.1, Severity.Warning)]
    public void Heartbeats_that_leave_late_are_told_by_their_number(double perSecond, Severity severity)
    {
        Finding finding = Heartbeats(perSecond, 0)!;

        (finding.Severity, finding.Member, finding.Confidence, finding.Confirm).ShouldBe((severity, "etcd-0", Confidence.High, 60));
    }

    [Fact]
    public void How_many_late_heartbeats_are_a_warning_is_a_setting()
    {
        ClusterState state = With(0, 1, m => m with { HeartbeatFailuresPerS = Figure.Of(0.1) });
        new EtcdMonitor.Rules.Book.HeartbeatRule().Evaluate(state, new() { WarnLateHeartbeatsPerMinute = 7 }, state.At).Single().Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void Late_heartbeats_beside_a_slow_disk_need_no_minute()
    {
        Finding Late(double fsync)
        {
            ClusterState state = With(0, 1, m => m with { HeartbeatFailuresPerS = Figure.Of(1), Fsync = new(1, 1, fsync) });
            return new EtcdMonitor.Rules.Book.HeartbeatRule().Evaluate(state, new(), state.At).Single();
        }

        Late(101).Confirm.ShouldBe(2);
        Late(100).Confirm.ShouldBe(60);
    }

    [Fact]
    public void No_late_heartbeat_and_those_of_a_former_leader_are_no_finding()
    {
        Heartbeats(0, 0).ShouldBeNull();
        Heartbeats(5, 1).ShouldBeNull("it does not lead");
        Heartbeats(5, 0, at: 60).ShouldBeNull("the page is old");
    }

    private static Finding? Fsync(double? p99, Thresholds? thresholds = null, int at = 1, double? bound = null, Func<MemberMetrics, MemberMetrics>? change = null)
    {
        ClusterState state = With(0, at, m => (change ?? (c => c))(m with { Fsync = new(p99 / 2, p99, p99) { HighestBoundMs = bound } }));
        return new EtcdMonitor.Rules.Book.FsyncRule().Evaluate(state, thresholds ?? new(), state.At).FirstOrDefault();
    }

    private static Finding? Heartbeats(double perSecond, int member, int at = 1)
    {
        ClusterState state = With(member, at, m => m with { HeartbeatFailuresPerS = Figure.Of(perSecond) });
        return new EtcdMonitor.Rules.Book.HeartbeatRule().Evaluate(state, new(), state.At).FirstOrDefault();
    }

    /// <summary>A state whose page of one member is <paramref name="age"/> seconds old.</summary>
    private static ClusterState With(int member, int age, Func<MemberMetrics, MemberMetrics> change)
    {
        Rounds rounds = new() { Pages = new() };
        rounds.Play(2);
        rounds.Pages = null;
        ClusterState state = rounds.Play(age);
        return state with { Members = state.Members.SetItem(member, state.Members[member] with { Metrics = change(state.Members[member].Metrics) }) };
    }
}
