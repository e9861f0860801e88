using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class LeadershipRulesTests
{
    private readonly Rounds _rounds = new();
    private readonly Judged _judged;

    public LeadershipRulesTests()
    {
        _judged = new(_rounds);
        _judged.After(3);
    }

    [Fact]
    public void Two_leaders_in_different_terms_are_a_stale_one_and_no_split_brain()
    {
        CutOffLeader();

        Finding stale = _judged.Find("stale_leader", 2)!;

        (stale.Member, stale.Severity, stale.Confidence).ShouldBe(("etcd-0", Severity.Info, Confidence.Medium));
        stale.Sentence.ShouldBe("etcd-0 believes to lead in term 2, the others are in term 3");
        _rounds.State.Leadership.Name.ShouldBe("etcd-1", "the higher term leads");
        _judged.Find("split_brain", 5).ShouldBeNull();
    }

    [Fact]
    public void A_stale_leader_that_stays_and_serves_nothing_hangs()
    {
        CutOffLeader();
        _judged.Find("stale_leader", 3)!.Severity.ShouldBe(Severity.Info, "two election timeouts are two seconds");

        Finding stale = _judged.Find("stale_leader")!;

        (stale.Severity, stale.Confidence).ShouldBe((Severity.Critical, Confidence.High));
        stale.Sentence.ShouldEndWith("its disk may be stalled");
        stale.Evidence.ShouldContain(e => e.Member == "etcd-1" && e.Text == "etcd-1 names etcd-1");
    }

    [Fact]
    public void A_stale_leader_that_still_serves_is_no_emergency()
    {
        CutOffLeader();
        _rounds.Serving(0);

        _judged.Find("stale_leader", 6)!.Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void A_stale_leader_that_steps_down_is_one_no_more()
    {
        CutOffLeader();
        _judged.After(2);
        _rounds.Leaderless(0);

        _judged.Find("stale_leader").ShouldBeNull();
        _rounds.State.Members[0].StaleLeaderSince.ShouldBeNull();
    }

    [Fact]
    public void A_follower_of_a_former_leader_is_no_stale_leader()
    {
        (_rounds.Leader, _rounds.Term) = (1, 3);
        _rounds.Says(2, 2, 0);

        _judged.Find("stale_leader", 3).ShouldBeNull();
    }

    [Fact]
    public void Two_leaders_in_one_term_for_three_rounds_are_a_split_brain()
    {
        _rounds.Says(1, 2, 1);
        _judged.Find("split_brain", 2).ShouldBeNull("a status is not read in one piece");

        Finding split = _judged.Find("split_brain")!;

        (split.Severity, split.Confidence).ShouldBe((Severity.Critical, Confidence.High));
        split.Sentence.ShouldBe("etcd-0 and etcd-1 all say that they lead in term 2: raft is broken, data may differ");
        split.Evidence.Select(e => e.Member).ShouldBe(["etcd-0", "etcd-1"]);
    }

    [Fact]
    public void Leaders_of_two_clusters_in_one_term_are_no_split_brain()
    {
        _rounds.OfCluster(2, 0xBAD).Says(2, 2, 2);

        _judged.Find("split_brain", 4).ShouldBeNull();
        _judged.Verdict.Findings.ShouldContain(f => f.Rule == "cluster_id_mismatch");
    }

    [Fact]
    public void Endpoints_of_two_clusters_are_named_and_the_other_one_has_no_vote()
    {
        _rounds.OfCluster(2, 0xBAD).Says(2, 9, 2);

        Finding mismatch = _judged.Find("cluster_id_mismatch", 2)!;

        mismatch.Severity.ShouldBe(Severity.Critical);
        mismatch.Sentence.ShouldBe("10.0.0.3:2379 belongs to another cluster: clients of this list write to two databases");
        (_rounds.State.Leadership.Name, _rounds.State.Leadership.Term, _rounds.State.Voters).ShouldBe(("etcd-0", 2UL, 2), "the other cluster's leader leads nobody here");
        _rounds.State.ReachableVoters.Count().ShouldBe(2);
    }

    [Fact]
    public void An_endpoint_of_another_cluster_that_fell_silent_or_names_none_is_no_mismatch()
    {
        ClusterState state = _rounds.State;
        MemberState other = state.Members[2] with { ClusterId = new(0xBAD) };

        Finding? Seen(MemberState member) => Judged.Seen(new ClusterIdMismatchRule(), state with { Members = state.Members.SetItem(2, member) });
        Seen(other).ShouldNotBeNull();
        Seen(other with { Reachable = false }).ShouldBeNull();
        Seen(other with { ClusterId = null }).ShouldBeNull();
    }

    [Fact]
    public void A_term_that_rises_four_times_in_a_minute_is_a_storm()
    {
        for (ulong term = 3; term <= 5; term++)
        {
            _rounds.Term = term;
            _judged.Find("election_storm", 5).ShouldBeNull("three rises are an election with a split vote");
        }

        _rounds.Term = 6;
        Finding storm = _judged.Find("election_storm")!;

        (storm.Severity, storm.Confidence, storm.Hold).ShouldBe((Severity.Warning, Confidence.High, TimeSpan.FromSeconds(30)));
        storm.Sentence.ShouldBe("The term rose 4 times within a minute, to 6: no leader stays");
        _judged.Find("election_storm", 60).ShouldBeNull("it is over");
    }

    [Fact]
    public void A_storm_without_any_leader_is_critical_and_part_of_that()
    {
        _rounds.Leaderless(0, 1, 2);
        for (ulong term = 3; term <= 6; term++)
        {
            _rounds.Term = term;
            _judged.After(1);
        }

        Finding storm = _judged.Find("election_storm")!;
        (storm.Severity, storm.ExplainedBy).ShouldBe((Severity.Critical, "no_leader"));
    }

    [Fact]
    public void A_storm_is_not_critical_for_the_moment_between_two_leaders()
    {
        for (ulong term = 3; term <= 7; term++)
        {
            _rounds.Term = term;
            _judged.After(1);
        }

        _rounds.Leaderless(0, 1, 2);

        _judged.Find("election_storm")!.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void No_leader_is_told_after_four_seconds_or_four_election_timeouts_and_by_whom()
    {
        _rounds.Leaderless(0, 1, 2);

        Finding none = _judged.Find("no_leader", 2)!;

        (none.Hold, none.Confidence).ShouldBe((TimeSpan.FromSeconds(4), Confidence.High));
        none.Evidence.ShouldContain(e => e.Text == "etcd-0 led last");
    }

    [Fact]
    public void No_leader_with_a_silent_voter_is_less_sure_and_says_who_was_not_seen()
    {
        _rounds.Leaderless(1, 2).Down(0);

        Finding none = _judged.Find("no_leader", 2)!;

        none.Confidence.ShouldBe(Confidence.Medium);
        none.NotSeen.ShouldHaveSingleItem().Text.ShouldBe("Whether etcd-0 leads");
    }

    private void CutOffLeader()
    {
        (_rounds.Leader, _rounds.Term) = (1, 3);
        _rounds.Says(0, 2, 0).NotServing(0);
    }
}
