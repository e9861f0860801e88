using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Alerts;

public sealed class IncidentStageTests
{
    private readonly AlertPipeline _pipeline;
    private DateTimeOffset _now = Rounds.Noon;
    private Decisions _decisions = Decisions.None;
    private long _round = 10;
    private long _last;

    public IncidentStageTests() => _pipeline = New([]);

    [Fact]
    public void A_cause_and_its_symptoms_are_one_incident_and_another_fault_is_another()
    {
        Play(3, Found("member_down", "etcd-1"), Found("quorum_lost"), Found("database_size"));

        Incidents().ShouldBe([("database_size", 2L), ("member_down", 1L), ("quorum_lost", 1L)]);
    }

    [Fact]
    public void A_cause_that_comes_after_its_symptom_joins_its_incident()
    {
        Play(3, Found("member_down", "etcd-1"));
        Play(3, Found("member_down", "etcd-1"), Found("fault_tolerance"));

        Incidents().ShouldBe([("fault_tolerance", 1L), ("member_down", 1L)]);
    }

    [Fact]
    public void An_alert_keeps_its_incident_when_its_cause_is_gone()
    {
        Play(3, Found("member_down", "etcd-1"), Found("quorum_lost"));
        Play(10, Found("member_down", "etcd-1"));

        Incidents().ShouldBe([("member_down", 1L)]);
    }

    [Fact]
    public void What_fires_again_soon_is_the_same_incident_and_later_a_new_one()
    {
        Play(3, Found("member_down", "etcd-1"));
        Play(60);
        Play(3, Found("member_down", "etcd-1"));
        Incidents().ShouldBe([("member_down", 1L)]);

        Play(400);
        Play(3, Found("member_down", "etcd-1"));
        Incidents().ShouldBe([("member_down", 2L)]);
    }

    [Fact]
    public void A_pending_alert_is_no_incident() => Play(3, Found("member_down", "etcd-1") with { Hold = TimeSpan.FromMinutes(1) }).ShouldAllBe(a => a.Incident == 0);

    [Fact]
    public void A_restart_changes_nothing_and_who_has_it_is_on_each_alert_of_it()
    {
        Play(3, Found("member_down", "etcd-1"), Found("quorum_lost"));
        AlertPipeline restarted = New(_pipeline.Active);
        _decisions = _decisions with { Acknowledgements = new Dictionary<long, Acknowledgement> { [1] = new("mara", "looking", _now) } };

        Alert[] alerts = Play(restarted, 3, Found("member_down", "etcd-1"), Found("quorum_lost"));

        alerts.Length.ShouldBe(2);
        alerts.ShouldAllBe(a => a.Incident == 1 && a.Acknowledged!.Author == "mara");
    }

    private static Finding Found(string rule, string? member = null) => new() { Rule = rule, Title = rule, Severity = Severity.Critical, Sentence = rule, Member = member };

    private AlertPipeline New(IEnumerable<Alert> stored) => new(new Dictionary<string, string>(), new AlertOptions(), ["console"], stored, TimeSpan.FromDays(31), () => _decisions, () => ++_last);

    private IEnumerable<(string Rule, long Incident)> Incidents() => _pipeline.Active.Select(a => (a.Finding.Rule, a.Incident)).Order();

    private Alert[] Play(int seconds, params Finding[] findings) => Play(_pipeline, seconds, findings);

    private Alert[] Play(AlertPipeline pipeline, int seconds, params Finding[] findings)
    {
        for (int i = 0; i < seconds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            pipeline.Advance(new ClusterState { Name = "test", At = _now, Round = ++_round }, new() { Severity = Severity.Healthy, Sentence = "", Tolerance = new(3, 2, 3), Findings = [.. findings] });
        }

        return [.. pipeline.Active];
    }
}
