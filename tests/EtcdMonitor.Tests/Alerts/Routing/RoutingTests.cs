using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Alerts.Routing;

/// <summary>Who is told, when, and together with what.</summary>
public sealed class RoutingTests : PlayedAlerts
{
    private static readonly ReceiverOptions[] Receivers =
    [
        new() { Name = "chat", Channels = ["slack"] },
        new() { Name = "oncall", Channels = ["pagerduty", "slack"] },
        new() { Name = "storage", Channels = ["email"] },
    ];

    [Fact]
    public void The_first_branch_that_matches_takes_an_alert_and_the_root_what_is_left()
    {
        AlertPipeline pipeline = New(Branch("oncall", "severity=critical"), Branch("storage", "rule=~fsync_.*|disk_.*"));

        Play(pipeline, 40, Found("quorum_lost"), Found("fsync_latency", Severity.Warning), Found("version_drift", Severity.Info))
            .Select(n => (n.Alert.Finding.Rule, n.Receiver, string.Join(',', n.Channels)))
            .ShouldBe([("quorum_lost", "oncall", "pagerduty,slack"), ("fsync_latency", "storage", "email"), ("version_drift", "chat", "slack")], ignoreOrder: true);
    }

    [Fact]
    public void A_branch_that_continues_lets_the_next_ones_look_too()
    {
        AlertPipeline pipeline = New(Branch("oncall", "severity=critical") with { Continue = true }, Branch("storage", "team=storage"));

        Play(pipeline, 1, Found("fsync_latency")).Select(n => n.Receiver).ShouldBe(["oncall", "storage"], ignoreOrder: true);
    }

    [Fact]
    public void A_branch_takes_from_above_what_it_does_not_say()
    {
        RouteOptions inner = new() { Matchers = [Match("member=etcd-1")], GroupWait = TimeSpan.FromMinutes(1) };
        AlertPipeline pipeline = New(Branch("storage", "severity=warning") with { GroupWait = TimeSpan.FromSeconds(10), Routes = [inner] });

        List<Notice> soon = Play(pipeline, 20, Found("follower_lag", Severity.Warning, member: "etcd-0"), Found("follower_lag", Severity.Warning, member: "etcd-1"));
        soon.Count.ShouldBe(2, "both are one group of one receiver, and the first that may go takes the other along");
        soon.ShouldAllBe(n => n.Receiver == "storage");
    }

    [Fact]
    public void Alerts_that_fire_within_the_wait_are_one_message_and_those_of_another_group_are_not()
    {
        AlertPipeline pipeline = New(new RouteOptions { Matchers = [Match("severity=~.+")], GroupBy = ["cluster", "rule"] });
        Play(pipeline, 10, Lag("etcd-0")).ShouldBeEmpty();

        List<Notice> told = Play(pipeline, 25, Lag("etcd-0"), Lag("etcd-1"), Found("version_drift", Severity.Warning));
        told.Select(n => n.Alert.Finding.Member).ShouldBe(["etcd-0", "etcd-1"], ignoreOrder: true);
        told.Select(n => n.Batch).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeNull();
        told[0].Group!.ShouldBe([new("cluster", "test"), new("rule", "follower_lag")]);

        Notice drift = Play(pipeline, 10, Lag("etcd-0"), Lag("etcd-1"), Found("version_drift", Severity.Warning)).ShouldHaveSingleItem();
        (drift.Alert.Finding.Rule, drift.Batch).ShouldBe(("version_drift", null));
    }

    [Fact]
    public void What_joins_a_group_that_was_told_waits_for_its_interval()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 31, Lag("etcd-0")).Count.ShouldBe(1);

        Play(pipeline, 299, Lag("etcd-0"), Lag("etcd-1")).ShouldBeEmpty();
        Play(pipeline, 2, Lag("etcd-0"), Lag("etcd-1")).ShouldHaveSingleItem().Alert.Finding.Member.ShouldBe("etcd-1");
    }

    [Fact]
    public void What_is_critical_waits_for_nobody_takes_along_what_waits_and_its_end_is_told_at_once()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 5, Lag("etcd-0")).ShouldBeEmpty();

        List<Notice> told = Play(pipeline, 1, Lag("etcd-0"), Found("split_brain"));
        told.Select(n => n.Alert.Finding.Rule).ShouldBe(["split_brain", "follower_lag"]);
        told.Select(n => n.Batch).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeNull();

        Play(pipeline, 4, Lag("etcd-0")).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }

    [Fact]
    public void What_ends_or_is_explained_while_it_waits_is_told_to_nobody()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 10, Lag("etcd-0"), Found("member_down", Severity.Warning, member: "etcd-1"));

        Play(pipeline, 60, Found("quorum_lost"), Found("member_down", Severity.Warning, member: "etcd-1")).Select(n => n.Alert.Finding.Rule).ShouldBe(["quorum_lost"]);
    }

    [Fact]
    public void Ends_go_together_once_the_interval_has_passed()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 60, Lag("etcd-0"), Lag("etcd-1"), Lag("etcd-2")).Count.ShouldBe(3);

        Play(pipeline, 20, Lag("etcd-2")).ShouldBeEmpty();
        Play(pipeline, 20).ShouldBeEmpty();
        List<Notice> ends = Play(pipeline, 300);

        ends.Count.ShouldBe(3);
        ends.ShouldAllBe(n => n.Kind == NoticeKind.Resolved && n.Batch == ends[0].Batch && n.Batch != null);
        Play(pipeline, 3600).ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_again_before_its_end_was_told_has_the_end_told_for_the_generation_that_ended()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 60, Lag("etcd-0")).ShouldHaveSingleItem().Alert.Generation.ShouldBe(1);
        Play(pipeline, 20).ShouldBeEmpty();

        List<Notice> told = Play(pipeline, 600, Lag("etcd-0"));

        told.Select(n => (n.Kind, n.Alert.Generation)).ShouldBe([(NoticeKind.Resolved, 1), (NoticeKind.Firing, 2)]);
        told[0].Alert.Status.ShouldBe(AlertStatus.Resolved);
        told[0].Alert.ResolvedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Whoever_was_told_is_told_of_the_end_though_it_became_worse_and_others_are_told_since()
    {
        AlertPipeline pipeline = New(Branch("oncall", "severity=critical"), Branch("storage", "severity=warning"));
        Play(pipeline, 31, Found("fsync_latency", Severity.Warning)).Select(n => n.Receiver).ShouldBe(["storage"]);
        Play(pipeline, 10, Found("fsync_latency")).Select(n => n.Receiver).ShouldBe(["oncall"]);

        Play(pipeline, 10).Select(n => (n.Kind, n.Receiver, string.Join(',', n.Channels))).ShouldBe(
            [(NoticeKind.Resolved, "oncall", "pagerduty,slack"), (NoticeKind.Resolved, "storage", "email")], ignoreOrder: true);
    }

    [Theory]
    [InlineData(3600, 3)]
    [InlineData(0, 1)]
    public void What_still_fires_is_told_again_after_the_repeat_interval_of_its_route(int seconds, int times)
    {
        AlertPipeline pipeline = New(Branch("storage", "rule=fsync_latency") with { RepeatInterval = TimeSpan.FromSeconds(seconds) });

        List<Notice> told = Play(pipeline, (2 * 3600) + 60, Found("fsync_latency"));

        told.Select(n => n.Repeat).ShouldBe(Enumerable.Range(0, times));
    }

    [Fact]
    public void A_restart_within_the_wait_forgets_nobody_and_one_after_the_telling_repeats_nothing()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 10, Lag("etcd-0")).ShouldBeEmpty();
        AlertPipeline second = New([Changed[^1]]);
        Play(second, 25, Lag("etcd-0")).Count.ShouldBe(1);

        AlertPipeline third = New([Changed[^1]]);
        Play(third, 600, Lag("etcd-0")).ShouldBeEmpty();
        Play(third, 600).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }

    [Fact]
    public void Other_options_put_in_force_route_what_comes_and_what_is()
    {
        AlertPipeline pipeline = New();
        Play(pipeline, 1, Found("quorum_lost")).ShouldHaveSingleItem().Receiver.ShouldBe("chat");

        pipeline.Reconfigure(Options([Branch("oncall", "severity=critical")]), ["slack", "pagerduty"]);

        Play(pipeline, 1, Found("quorum_lost")).ShouldHaveSingleItem().Receiver.ShouldBe("oncall");
        Play(pipeline, 10).Select(n => n.Receiver).ShouldBe(["chat", "oncall"], ignoreOrder: true);
    }

    [Fact]
    public void A_channel_that_is_off_by_now_is_told_no_end()
    {
        AlertPipeline pipeline = New(Branch("oncall", "severity=critical"));
        Play(pipeline, 1, Found("quorum_lost")).Count.ShouldBe(1);

        pipeline.Reconfigure(new(), ["slack"]);

        Play(pipeline, 10).Where(n => n.Receiver == "oncall").ShouldHaveSingleItem().Channels.ShouldBe(["slack"]);
    }

    private static AlertOptions Options(RouteOptions[] branches) => new() { Receivers = Receivers, Route = new() { Receiver = "chat", Routes = branches } };

    private static AlertPipeline New(params RouteOptions[] branches) => New([], branches);

    private static AlertPipeline New(Alert[] stored, params RouteOptions[] branches) =>
        New(Options(branches), new() { ["team"] = "storage" }, channels: ["slack", "pagerduty", "email"], stored: stored);

    private static RouteOptions Branch(string receiver, params string[] matchers) => new() { Receiver = receiver, Matchers = [.. matchers.Select(Match)] };

    private static Matcher Match(string text) => Matcher.TryParse(text, out Matcher? matcher, out string? error) ? matcher! : throw new ArgumentException(error);

    private static Finding Lag(string member) => Found("follower_lag", Severity.Warning, member: member);
}
