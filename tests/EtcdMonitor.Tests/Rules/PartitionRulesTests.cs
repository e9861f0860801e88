using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class PartitionRulesTests
{
    private readonly Rounds _rounds = new() { Pages = new() };
    private readonly Judged _judged;

    public PartitionRulesTests()
    {
        _judged = new(_rounds);
        _judged.After(12);
    }

    [Fact]
    public void A_member_known_for_long_is_cut_off_after_two_rounds_and_its_links_are_counted()
    {
        _rounds.Leaderless(2).Pages!.Active(2, 0, 0).Active(2, 1, 0).Active(0, 2, 0).Active(1, 2, 0);
        _judged.Find("network_partition").ShouldBeNull("one round is none");

        Finding partition = _judged.Find("network_partition")!;

        (partition.Member, partition.Confidence, partition.Severity).ShouldBe(("etcd-2", Confidence.High, Severity.Critical));
        partition.Evidence.ShouldContain(e => e.Text == "0 of 4 peer links of etcd-2 are up");
        _judged.Verdict.Findings.ShouldNotContain(f => f.Rule == "asymmetric_partition");
        _judged.Verdict.Findings.Single(f => f.Rule == "fault_tolerance").Sentence.ShouldBe("etcd-2 serves nothing: one more failure costs the quorum");
    }

    [Fact]
    public void A_member_that_just_came_back_is_given_three_rounds()
    {
        _rounds.Down(2);
        _judged.After(3);
        _rounds.Up(2).Leaderless(2).Pages!.Figure(2, "process_start_time_seconds", _rounds.State.At.ToUnixTimeSeconds());

        _judged.Find("network_partition", 2).ShouldBeNull();
        _judged.Find("network_partition").ShouldNotBeNull();
    }

    [Fact]
    public void It_begins_with_the_lost_leader_not_with_what_ailed_the_member_before()
    {
        _rounds.NotServing(2);
        _judged.After(60);
        DateTimeOffset before = _rounds.State.At;
        _rounds.Leaderless(2);

        _judged.Find("network_partition", 2)!.Since!.Value.ShouldBeGreaterThan(before, "else its hold is over before it began");
    }

    [Theory]
    [InlineData("names a leader")]
    [InlineData("is a learner")]
    [InlineData("denies its status")]
    [InlineData("nobody has a leader")]
    public void What_looks_alike_is_no_partition(string but)
    {
        _ = but switch
        {
            "names a leader" => _rounds.NotServing(2),
            "is a learner" => _rounds.Leaderless(2).Learner(2),
            "denies its status" => _rounds.NotServing(2).Denies(2),
            _ => _rounds.Leaderless(0, 1, 2),
        };

        _judged.Find("network_partition", 5).ShouldBeNull();
    }

    [Fact]
    public void Without_a_quorum_on_the_other_side_the_quorum_is_what_matters()
    {
        _rounds.Leaderless(2).Down(1);

        _judged.Find("network_partition", 5).ShouldBeNull();
    }

    [Fact]
    public void Followers_that_do_not_reach_each_other_are_an_asymmetric_partition()
    {
        _rounds.Pages!.Active(1, 2, 0).Active(2, 1, 0);

        Finding partition = _judged.Find("asymmetric_partition", 3)!;

        (partition.Severity, partition.Confidence, partition.Member).ShouldBe((Severity.Warning, Confidence.High, null));
        partition.Sentence.ShouldBe("etcd-1 and etcd-2 do not reach each other, yet both follow etcd-0");
        partition.Evidence.Select(e => (e.Text, e.Member, e.Probe)).ShouldBe([("etcd-1 is not connected to etcd-2", "etcd-1", "metrics"), ("etcd-2 is not connected to etcd-1", "etcd-2", "metrics")]);
        _rounds.Pages.Active(1, 2, 1).Active(2, 1, 1);
        _judged.Find("asymmetric_partition").ShouldBeNull();
    }

    [Fact]
    public void A_path_that_is_cut_one_way_says_which()
    {
        _rounds.Pages!.Active(1, 2, 0);

        Finding partition = _judged.Find("asymmetric_partition", 3)!;

        partition.Confidence.ShouldBe(Confidence.Medium);
        partition.Sentence.ShouldBe("etcd-1 is not reached by etcd-2, the other way works");
        partition.Evidence.ShouldContain(e => e.Text == "etcd-2 is connected to etcd-1" && e.Member == "etcd-2");
    }

    [Fact]
    public void A_leader_that_does_not_hear_a_follower_explains_why_that_one_serves_nothing()
    {
        _rounds.NotServing(2).Pages!.Deaf(0, 2);
        _judged.After(6);

        _judged.Verdict.Findings.Single(f => f.Rule == "asymmetric_partition").Sentence.ShouldBe("etcd-0 is not reached by etcd-2, the other way works");
        _judged.Verdict.Findings.Single(f => f.Rule == "member_not_serving").ExplainedBy.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("no leader")]
    [InlineData("one is down")]
    [InlineData("one is cut off")]
    public void Links_that_something_else_explains_are_no_asymmetric_partition(string but)
    {
        _rounds.Pages!.Active(1, 2, 0).Active(2, 1, 0);
        _ = but switch { "no leader" => _rounds.Leaderless(0, 1, 2), "one is down" => _rounds.Down(2), _ => _rounds.Leaderless(2) };

        _judged.Find("asymmetric_partition", 6).ShouldBeNull();
    }

    [Fact]
    public void A_member_that_just_came_back_has_time_to_connect()
    {
        _rounds.Down(2).Pages!.Active(1, 2, 0);
        _judged.After(3);
        _rounds.Up(2);

        _judged.Find("asymmetric_partition", 5).ShouldBeNull();
        _judged.Find("asymmetric_partition", 3).ShouldNotBeNull();
    }

    [Fact]
    public void What_no_page_tells_is_not_seen_and_not_well()
    {
        Rounds rounds = new();
        Judged judged = new(rounds);
        judged.After(2);

        CheckResult result = CheckList.Of(rounds.State, judged.Verdict, RuleBook.Default).Single(r => r.Name == "asymmetric_partition");

        (result.Outcome, result.Text).ShouldBe((CheckOutcome.NotSeen, "no metrics page tells"));
    }
}
