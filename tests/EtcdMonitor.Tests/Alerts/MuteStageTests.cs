using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Alerts;

public sealed class MuteStageTests
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal) { ["zone"] = "eu-1" };
    private readonly AlertPipeline _pipeline;
    private Decisions _decisions = Decisions.None;
    private DateTimeOffset _now = Rounds.Noon;
    private long _round = 10;

    public MuteStageTests() => _pipeline = new(_labels, new AlertOptions(), ["console"], [], TimeSpan.FromDays(31), () => _decisions);

    [Fact]
    public void A_silenced_alert_is_shown_and_told_to_nobody()
    {
        Silence("member=etcd-1");

        Play(60, Found("member_down", "etcd-1")).ShouldBeEmpty();

        Alert alert = _pipeline.Active.ShouldHaveSingleItem();
        (alert.Status, alert.SilencedBy, alert.NotifiedAt).ShouldBe((AlertStatus.Firing, "S-1", null));
    }

    [Fact]
    public void It_is_told_when_the_silence_ends_and_it_still_fires()
    {
        Silence("member=etcd-1", minutes: 1);
        Play(59, Found("member_down", "etcd-1")).ShouldBeEmpty();

        Notice told = Play(3, Found("member_down", "etcd-1")).ShouldHaveSingleItem();

        (told.Kind, told.Alert.SilencedBy, told.Alert.NotifiedAt).ShouldBe((NoticeKind.Firing, null, Rounds.Noon.AddMinutes(1)));
    }

    [Fact]
    public void The_end_of_an_alert_that_nobody_was_told_of_is_not_told_either()
    {
        Silence("member=etcd-1");
        Play(10, Found("member_down", "etcd-1"));

        Play(10).ShouldBeEmpty();
        _pipeline.Active.ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_an_alert_that_people_were_told_of_is_told_though_it_is_silenced_by_now()
    {
        Play(3, Found("member_down", "etcd-1")).Count.ShouldBe(1);
        Silence("member=etcd-1");
        Play(10, Found("member_down", "etcd-1")).ShouldBeEmpty();

        Play(10).ShouldHaveSingleItem().Kind.ShouldBe(NoticeKind.Resolved);
    }

    [Fact]
    public void What_becomes_worse_while_it_is_silenced_is_told_at_its_end()
    {
        Play(3, Found("fsync_latency", "etcd-1", Severity.Warning)).Count.ShouldBe(1);
        Silence("rule=fsync_latency", minutes: 1);
        Play(50, Found("fsync_latency", "etcd-1")).ShouldBeEmpty();

        Play(20, Found("fsync_latency", "etcd-1")).ShouldHaveSingleItem().Alert.Finding.Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void What_is_silenced_explains_nothing_so_that_its_symptoms_still_page()
    {
        Silence("rule=fsync_latency");

        Play(5, Found("fsync_latency", "etcd-1"), Found("leader_changes")).ShouldHaveSingleItem().Alert.Finding.Rule.ShouldBe("leader_changes");
    }

    [Fact]
    public void Every_matcher_has_to_be_met_and_the_cluster_s_labels_count()
    {
        Silence("zone=eu-1 member=etcd-1");
        Silence("zone=eu-2");

        Play(5, Found("member_down", "etcd-1"), Found("member_down", "etcd-2")).ShouldHaveSingleItem().Alert.Finding.Member.ShouldBe("etcd-2");
    }

    [Fact]
    public void Of_several_silences_the_one_that_holds_longest_is_named_and_one_that_is_to_come_holds_nothing()
    {
        Silence("member=etcd-1", minutes: 5);
        Silence("member=etcd-1", minutes: 60);
        Silence("member=etcd-2", minutes: 60, inMinutes: 30);

        Play(5, Found("member_down", "etcd-1"), Found("member_down", "etcd-2")).Count.ShouldBe(1);

        _pipeline.Active.Select(a => a.SilencedBy).ShouldBe(["S-2", null], ignoreOrder: true);
    }

    [Fact]
    public void A_silence_that_is_ended_early_and_one_that_begins_change_what_is_stored()
    {
        Silence("member=etcd-1");
        Step(Found("member_down", "etcd-1")).Changed.ShouldHaveSingleItem().SilencedBy.ShouldBe("S-1");
        Step(Found("member_down", "etcd-1")).Changed.ShouldBeEmpty();

        _decisions = Decisions.None;
        Step(Found("member_down", "etcd-1")).Changed.ShouldHaveSingleItem().SilencedBy.ShouldBeNull();
    }

    internal static Silence NewSilence(long number, string matchers, DateTimeOffset start, DateTimeOffset end) => new()
    {
        Number = number,
        Matchers = [.. matchers.Split(' ').Select(text => Matcher.TryParse(text, out Matcher? matcher, out string? error) ? matcher! : throw new InvalidOperationException(error))],
        StartsAt = start,
        EndsAt = end,
        Author = "mara",
        Comment = "OPS-881",
        CreatedAt = start,
    };

    private static Finding Found(string rule, string? member = null, Severity severity = Severity.Critical) =>
        new() { Rule = rule, Title = rule, Severity = severity, Sentence = rule, Member = member };

    private void Silence(string matchers, int minutes = 120, int inMinutes = 0) => _decisions = _decisions with
    {
        Silences = _decisions.Silences.Add(NewSilence(_decisions.Silences.Length + 1, matchers, Rounds.Noon.AddMinutes(inMinutes), Rounds.Noon.AddMinutes(minutes))),
    };

    private List<Notice> Play(int seconds, params Finding[] findings) => [.. Enumerable.Range(0, seconds).SelectMany(_ => Step(findings).Notices)];

    private AlertStep Step(params Finding[] findings)
    {
        _now += TimeSpan.FromSeconds(1);
        ClusterState state = new() { Name = "test", At = _now, Round = ++_round };
        return _pipeline.Advance(state, new() { Severity = Severity.Healthy, Sentence = "", Tolerance = new(3, 2, 3), Findings = [.. findings] });
    }
}
