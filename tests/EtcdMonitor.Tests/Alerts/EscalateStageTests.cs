using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Alerts;

public sealed class EscalateStageTests
{
    private readonly AlertPipeline _pipeline;
    private Decisions _decisions = Decisions.None;
    private DateTimeOffset _now = Rounds.Noon;
    private long _round = 10;

    public EscalateStageTests() => _pipeline = New([]);

    [Fact]
    public void What_is_critical_and_nobody_takes_is_told_above_once_each_time_it_fires()
    {
        Play(899, Found("quorum_lost")).ShouldHaveSingleItem().Escalated.ShouldBeFalse();

        Notice above = Play(3600, Found("quorum_lost")).ShouldHaveSingleItem();

        (above.Escalated, above.Kind, above.Receiver).ShouldBe((true, NoticeKind.Firing, "escalation"));
        above.Channels.ShouldBe(["pagerduty"]);
        (above.Alert.UnansweredSince, above.Alert.Told["escalation"].Generation).ShouldBe((Rounds.Noon.AddSeconds(1), 1));
    }

    [Fact]
    public void Who_takes_it_stops_it()
    {
        Play(600, Found("quorum_lost"));
        _decisions = _decisions with { Acknowledgements = new Dictionary<long, Acknowledgement> { [1] = new("mara", "", _now) } };

        Play(3600, Found("quorum_lost")).ShouldBeEmpty();
    }

    [Fact]
    public void A_warning_is_not_told_above() => Play(3600, Found("database_size", Severity.Warning)).ShouldHaveSingleItem().Escalated.ShouldBeFalse();

    [Fact]
    public void The_clock_stands_while_it_is_silenced()
    {
        Play(600, Found("quorum_lost"));
        _decisions = _decisions with { Silences = [MuteStageTests.NewSilence(1, "cluster=test", _now, _now.AddHours(1))] };
        Play(3600, Found("quorum_lost")).ShouldBeEmpty();

        Play(890, Found("quorum_lost")).ShouldBeEmpty();
        Play(60, Found("quorum_lost")).ShouldHaveSingleItem().Escalated.ShouldBeTrue();
    }

    [Fact]
    public void A_restart_neither_forgets_the_clock_nor_tells_twice()
    {
        Play(600, Found("quorum_lost"));
        AlertPipeline restarted = New(_pipeline.Alerts.Values);
        Play(restarted, 250, Found("quorum_lost")).ShouldBeEmpty();
        Play(restarted, 100, Found("quorum_lost")).ShouldHaveSingleItem().Escalated.ShouldBeTrue();

        AlertPipeline again = New(restarted.Alerts.Values);
        Play(again, 3600, Found("quorum_lost")).ShouldBeEmpty();
    }

    [Fact]
    public void Those_above_are_told_of_its_end()
    {
        Play(1000, Found("quorum_lost")).Count.ShouldBe(2);

        Play(20).Where(n => n.Kind == NoticeKind.Resolved).Select(n => n.Receiver).ShouldContain("escalation");
    }

    [Fact]
    public void Nothing_is_told_above_while_it_is_off() =>
        Play(new(new Dictionary<string, string>(), new AlertOptions(), ["slack", "pagerduty"], [], TimeSpan.FromDays(31)), 7200, Found("quorum_lost")).ShouldAllBe(n => !n.Escalated);

    private static Finding Found(string rule, Severity severity = Severity.Critical) => new() { Rule = rule, Title = rule, Severity = severity, Sentence = rule };

    private AlertPipeline New(IEnumerable<Alert> stored) => new(
        new Dictionary<string, string>(), new AlertOptions { EscalateAfter = TimeSpan.FromMinutes(15), EscalateTo = ["pagerduty"] }, ["slack", "pagerduty"], stored, TimeSpan.FromDays(31), () => _decisions);

    private List<Notice> Play(int seconds, params Finding[] findings) => Play(_pipeline, seconds, findings);

    private List<Notice> Play(AlertPipeline pipeline, int seconds, params Finding[] findings)
    {
        List<Notice> notices = [];
        for (int i = 0; i < seconds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            notices.AddRange(pipeline.Advance(new ClusterState { Name = "test", At = _now, Round = ++_round }, new() { Severity = Severity.Healthy, Sentence = "", Tolerance = new(3, 2, 3), Findings = [.. findings] }).Notices);
        }

        return notices;
    }
}
