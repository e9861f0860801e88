using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Alerts;

public sealed class AlertPipelineTests : PlayedAlerts
{
    [Fact]
    public void A_finding_fires_only_after_its_hold_and_is_told_once()
    {
        Finding finding = Found("member_down", hold: 30);

        Play(29, finding).ShouldBeEmpty();
        Notice told = Play(60, finding).ShouldHaveSingleItem();

        told.Kind.ShouldBe(NoticeKind.Firing);
        told.Alert.Generation.ShouldBe(1);
        told.Labels["team"].ShouldBe("storage");
    }

    [Fact]
    public void A_finding_that_ends_within_its_hold_tells_nobody()
    {
        Play(29, Found("member_down", hold: 30)).ShouldBeEmpty();

        Play(60).ShouldBeEmpty();
        Pipeline.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void Its_end_is_told_after_the_time_that_bridges_flapping()
    {
        Play(5, Found("quorum_lost"));

        Play(2).ShouldBeEmpty();
        Play(5).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }

    [Fact]
    public void What_fires_again_inside_the_window_and_stays_is_told_when_the_window_ends()
    {
        Play(3, Found("member_down")).Count.ShouldBe(1);
        Play(5).Count.ShouldBe(1);

        Play(200, Found("member_down")).ShouldBeEmpty();
        Notice again = Play(200, Found("member_down")).ShouldHaveSingleItem();

        again.Alert.Generation.ShouldBe(2);
    }

    [Fact]
    public void What_became_worse_is_told_at_once()
    {
        Play(3, Found("fault_tolerance", Severity.Warning)).Count.ShouldBe(1);

        Play(3, Found("fault_tolerance", Severity.Critical)).ShouldHaveSingleItem().Alert.Finding.Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void A_lost_quorum_is_one_notification_and_not_seven()
    {
        Finding[] found = [Found("quorum_lost"), Found("no_leader"), Found("available_nodes"), Found("member_down", member: "etcd-1"), Found("member_down", member: "etcd-2"), Found("latency_reads")];

        Play(300, found).ShouldHaveSingleItem().Alert.Finding.Rule.ShouldBe("quorum_lost");
        Pipeline.Active.Count(a => a.InhibitedBy == "quorum_lost").ShouldBe(5);
    }

    [Fact]
    public void What_outlasts_the_alert_that_explained_it_is_told_then()
    {
        Play(10, Found("quorum_lost"), Found("member_down", member: "etcd-1"));

        List<Notice> after = Play(10, Found("member_down", member: "etcd-1"));

        after.Select(n => (n.Alert.Finding.Rule, n.Kind)).ShouldBe([("quorum_lost", NoticeKind.Resolved), ("member_down", NoticeKind.Firing)], ignoreOrder: true);
    }

    [Fact]
    public void While_the_monitor_is_blind_nothing_is_over()
    {
        Play(5, Found("member_down"));

        Play(60, Found("quorum_unknown", Severity.Unknown)).ShouldNotContain(n => n.Kind == NoticeKind.Resolved);
    }

    [Fact]
    public void A_firing_alert_survives_a_restart_and_its_end_is_told_after_it()
    {
        Notice told = Play(5, Found("quorum_lost")).ShouldHaveSingleItem();
        AlertPipeline restarted = New(stored: told.Alert);
        Restarted();

        Play(restarted, 3).ShouldBeEmpty();
        Play(restarted, 5).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }

    [Fact]
    public void The_same_alert_has_the_same_id_everywhere()
    {
        AlertPipeline other = New();
        Notice here = Play(3, Found("member_down", member: "etcd-1")).Single(), there = Play(other, 3, Found("member_down", member: "etcd-1")).Single();

        there.Alert.Id.ShouldBe(here.Alert.Id);
        Play(other, 3, Found("member_down", member: "etcd-1"), Found("member_down", member: "etcd-2")).Single().Alert.Id.ShouldNotBe(here.Alert.Id);
    }

    [Fact]
    public void What_fires_again_long_after_its_end_counts_on_and_is_told()
    {
        Play(5, Found("member_down")).Count.ShouldBe(1);
        Play(3600).Count.ShouldBe(1);

        Notice again = Play(5, Found("member_down")).ShouldHaveSingleItem();

        (again.Kind, again.Alert.Generation).ShouldBe((NoticeKind.Firing, 2));
    }

    [Fact]
    public void What_is_over_for_longer_than_the_storage_remembers_is_forgotten()
    {
        AlertPipeline pipeline = New(memory: TimeSpan.FromMinutes(10));
        Play(pipeline, 5, Found("member_down"));
        Play(pipeline, 602).Count.ShouldBe(1);
        pipeline.Alerts.Count.ShouldBe(1);

        Play(pipeline, 2);

        pipeline.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_back_and_goes_before_it_fires_leaves_what_is_stored_of_it_as_it_was()
    {
        Play(5, Found("member_down"));
        Play(10);

        Changed.Clear();
        Play(10, Found("member_down", hold: 30));
        Play(10);

        Changed.ShouldBeEmpty();
    }

    [Fact]
    public void What_still_fires_is_told_again_after_the_repeat_interval()
    {
        Play(3600, Found("member_down")).Count.ShouldBe(1);

        Notice again = Play((3 * 3600) + 1, Found("member_down")).ShouldHaveSingleItem();

        (again.Alert.Generation, again.Repeat).ShouldBe((1, 1));
    }
}
