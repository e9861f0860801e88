using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

/// <summary>A member that does not answer: is it gone, frozen, stalled, being defragmented, or are we blind?</summary>
public sealed class PathRulesTests
{
    private readonly Rounds _rounds = new() { Pages = new() };
    private readonly Judged _judged;

    public PathRulesTests()
    {
        _judged = new(_rounds);
        _judged.After(5);
    }

    [Fact]
    public void A_frozen_member_is_down_and_its_peers_say_so()
    {
        _rounds.Down(2, EtcdFailure.Timeout).Pages!.Deaf(0, 2).Deaf(1, 2);

        Finding down = _judged.Find("member_down", 4)!;

        (down.Member, down.Confidence, down.Severity, down.Hold).ShouldBe(("etcd-2", Confidence.High, Severity.Warning, TimeSpan.FromSeconds(30)));
        down.Evidence.ShouldContain(e => e.Text == "etcd-0 is not connected to etcd-2" && e.Member == "etcd-0" && e.Probe == "metrics");
        down.Evidence[0].ShouldBe(new("etcd-2 does not answer in time", "test: Timeout", "etcd-2", "status"));
        _judged.Verdict.Findings.ShouldNotContain(f => f.Rule == "path_broken");
    }

    [Fact]
    public void A_silent_member_that_a_peer_hears_runs_and_we_are_blind()
    {
        _rounds.Down(2, EtcdFailure.Timeout);

        Finding broken = _judged.Find("path_broken", 5)!;

        (broken.Member, broken.Severity, broken.Confidence).ShouldBe(("etcd-2", Severity.Info, Confidence.High));
        broken.Sentence.ShouldBe("etcd-2 does not answer in time to us, but etcd-0 and etcd-1 hear it: it runs, and we are blind");
        broken.NotSeen.ShouldHaveSingleItem().Text.ShouldBe("Role, data and size of etcd-2");
        _judged.Verdict.Findings.ShouldHaveSingleItem("neither down nor a lost tolerance");
        _judged.Verdict.Tolerance.Now.ShouldBe(1);
    }

    [Fact]
    public void What_was_heard_before_the_silence_proves_nothing()
    {
        _rounds.Down(2, EtcdFailure.Timeout);
        _judged.After(1);

        _rounds.State.Members[2].HeardBy.ShouldBeEmpty("the page compares with one from before");
        _judged.Find("member_down")!.Confidence.ShouldBe(Confidence.Medium);
    }

    [Fact]
    public void Two_followers_without_words_for_each_other_prove_nothing_either()
    {
        _rounds.Down(2, EtcdFailure.Timeout).Pages!.Deaf(0, 2).Deaf(1, 2).Active(0, 2, 1);
        _judged.After(6);

        _rounds.State.Matrix.Of(Rounds.Id(1), Rounds.Id(2))!.State.ShouldBe(LinkState.Connected);
        _judged.Verdict.Findings.ShouldContain(f => f.Rule == "member_down");
    }

    [Fact]
    public void A_host_that_refuses_has_answered_and_is_down_for_sure() =>
        new Judged(new Rounds().Down(2)).Find("member_down", 2)!.Confidence.ShouldBe(Confidence.High);

    [Fact]
    public void Without_any_page_it_is_told_that_nobody_else_was_asked()
    {
        Finding down = new Judged(new Rounds().Down(2, EtcdFailure.Timeout)).Find("member_down", 2)!;

        down.Confidence.ShouldBe(Confidence.Medium);
        down.NotSeen.ShouldHaveSingleItem().Reason.ShouldBe("no metrics page of another member tells");
    }

    [Fact]
    public void A_page_that_comes_while_questions_wait_is_a_stalled_disk()
    {
        _rounds.Down(2, EtcdFailure.Timeout).Pages!.Deaf(0, 2).Deaf(1, 2);
        _rounds.PagesOfSilent = true;

        Finding stalled = _judged.Find("stalled_disk", 3)!;

        (stalled.Member, stalled.Confidence).ShouldBe(("etcd-2", Confidence.Medium));
        stalled.Sentence.ShouldBe("etcd-2 shows its metrics and answers no question: it waits, most likely for its disk");
        _judged.Verdict.Findings.Single(f => f.Rule == "member_down").ExplainedBy.ShouldBe("stalled_disk");
    }

    [Theory]
    [InlineData(EtcdFailure.Refused)]
    [InlineData(EtcdFailure.Unauthenticated)]
    public void A_page_beside_any_other_failure_is_no_stalled_disk(EtcdFailure failure)
    {
        _rounds.Down(2, failure);
        _rounds.PagesOfSilent = true;

        _judged.Find("stalled_disk", 4).ShouldBeNull();
    }

    [Fact]
    public void A_defragmentation_is_what_it_is_and_explains_the_silence()
    {
        _rounds.Down(2, EtcdFailure.Timeout).Pages!.Figure(2, "etcd_disk_defrag_inflight", 1);
        _rounds.PagesOfSilent = true;

        Finding defrag = _judged.Find("defrag_running", 3)!;

        (defrag.Member, defrag.Severity).ShouldBe(("etcd-2", Severity.Info));
        defrag.StillWorks.ShouldBe("Reads and writes through the other members. At 13 ms per MB it takes about 1 s.");
        _judged.Verdict.Findings.ShouldNotContain(f => f.Rule == "stalled_disk");
        _judged.Verdict.Findings.Where(f => f.Rule is "member_down" or "path_broken" or "fault_tolerance").ShouldAllBe(f => f.ExplainedBy == "defrag_running");
        _rounds.Pages!.Figure(2, "etcd_disk_defrag_inflight", 0);
        _judged.Find("defrag_running").ShouldBeNull();
    }

    [Fact]
    public void A_defragmentation_explains_no_emergency()
    {
        _rounds.Down(2, EtcdFailure.Timeout).Pages!.Deaf(0, 2).Deaf(1, 2).Figure(2, "etcd_disk_defrag_inflight", 1);
        _rounds.PagesOfSilent = true;

        Finding tolerance = _judged.Find("fault_tolerance", 130)!;

        (tolerance.Severity, tolerance.ExplainedBy).ShouldBe((Severity.Critical, null));
    }

    [Fact]
    public void A_member_that_answers_with_a_leader_and_stands_still_while_others_move_has_a_stalled_disk()
    {
        _rounds.NotServing(2).Has(2, 1000);
        _judged.After(2);
        _rounds.Index = 1001;
        _judged.After(1);

        Finding stalled = _judged.Find("stalled_disk", 2)!;

        (stalled.Member, stalled.Confidence).ShouldBe(("etcd-2", Confidence.High));
        stalled.Sentence.ShouldBe("etcd-2 names a leader and stands still at index 1,000 while others move on: its disk may be stalled");
        _judged.Verdict.Findings.Single(f => f.Rule == "member_not_serving").ExplainedBy.ShouldNotBeNull();
    }

    [Fact]
    public void A_leader_of_a_term_that_is_over_is_a_stale_leader_whatever_its_disk_does()
    {
        _rounds.NotServing(2).Has(2, 1000).Says(2, _rounds.Term - 1, 2);
        for (int i = 0; i < 6; i++)
        {
            _rounds.Index++;
            _judged.Find("stalled_disk").ShouldBeNull();
        }

        _judged.Find("stale_leader").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("serves")]
    [InlineData("nobody moves")]
    [InlineData("moves too")]
    [InlineData("denies")]
    [InlineData("no leader")]
    public void Standing_still_alone_is_no_stalled_disk(string but)
    {
        _rounds.Has(2, 1000);
        _ = but switch
        {
            "serves" => _rounds,
            "denies" => _rounds.NotServing(2).Denies(2),
            "no leader" => _rounds.Leaderless(2),
            _ => _rounds.NotServing(2),
        };
        for (int i = 0; i < 6; i++)
        {
            _rounds.Index += but == "nobody moves" ? 0UL : 1UL;
            _rounds.Has(2, but == "moves too" ? _rounds.Index - 1 : 1000);
            _judged.Find("stalled_disk").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(5, 2, 0)]
    [InlineData(5, 1, 1)]
    [InlineData(7, 2, 1)]
    [InlineData(3, 1, 0)]
    public void The_tolerance_is_what_is_left(int members, int down, int left)
    {
        Rounds rounds = new(members);
        Judged judged = new(rounds);
        judged.After(2);
        for (int member = members - down; member < members; member++)
        {
            rounds.Down(member);
        }

        judged.After(2).Tolerance.Now.ShouldBe(left);
        judged.Verdict.Findings.Any(f => f.Rule == "fault_tolerance").ShouldBe(left == 0);
    }
}
