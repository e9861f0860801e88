using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class ReplicationRulesTests
{
    private readonly Rounds _rounds = new() { Index = 10_000 };
    private readonly Judged _judged;

    public ReplicationRulesTests()
    {
        _judged = new(_rounds);
        _judged.After(2);
    }

    [Fact]
    public void A_follower_far_behind_is_told_after_five_rounds()
    {
        _rounds.Has(2, 8_999);
        _judged.Find("follower_lag", 4).ShouldBeNull();

        Finding lag = _judged.Find("follower_lag")!;

        (lag.Member, lag.Severity, lag.Hold).ShouldBe(("etcd-2", Severity.Warning, TimeSpan.FromSeconds(30)));
        lag.Sentence.ShouldBe("etcd-2 is 1,001 entries behind the leader");
    }

    [Fact]
    public void A_thousand_entries_are_no_lag()
    {
        _rounds.Has(2, 9_000);

        _judged.Find("follower_lag", 8).ShouldBeNull();
    }

    [Theory]
    [InlineData(8_999, "etcd-2 has not applied 1,001 entries that are committed")]
    [InlineData(4_000, "etcd-2 has not applied 6,000 entries that are committed: etcd refuses writes through it above 5,000")]
    public void Entries_that_are_not_applied_count_too(ulong applied, string sentence)
    {
        _rounds.Has(2, 10_000, applied);

        _judged.Find("follower_lag", 5)!.Sentence.ShouldBe(sentence);
    }

    [Fact]
    public void The_limit_is_a_setting()
    {
        _judged.Thresholds = new() { MaxFollowerLag = 5 };
        _rounds.Has(2, 9_994);

        _judged.Find("follower_lag", 5).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_member_said_before_it_fell_silent_is_no_lag_now(bool down)
    {
        _rounds.Has(2, 10_000, 4_000);
        _judged.Find("follower_lag", 5).ShouldNotBeNull();

        _ = down ? _rounds.Down(2) : _rounds.Denies(2);

        _judged.Find("follower_lag").ShouldBeNull();
    }

    [Fact]
    public void A_member_that_is_cut_off_is_no_slow_follower()
    {
        _rounds.Leaderless(2).Has(2, 1);

        _judged.Find("follower_lag", 8).ShouldBeNull();
    }

    [Fact]
    public void A_learner_that_stands_still_behind_the_leader_is_stuck()
    {
        _rounds.Learner(2).Has(2, 9_990);
        _judged.Find("learner_stuck", 30).ShouldBeNull();

        Finding stuck = _judged.Find("learner_stuck", 2)!;

        (stuck.Member, stuck.Severity, stuck.Confidence).ShouldBe(("etcd-2", Severity.Warning, Confidence.Medium));
        stuck.Sentence.ShouldStartWith("The learner etcd-2 is 10 entries behind and has not moved for 3");
    }

    [Theory]
    [InlineData("level with the leader")]
    [InlineData("a voter")]
    [InlineData("moving")]
    public void What_looks_alike_is_no_stuck_learner(string but)
    {
        _ = but == "a voter" ? _rounds : _rounds.Learner(2);
        for (int i = 0; i < 40; i++)
        {
            _rounds.Has(2, but switch { "level with the leader" => null, "moving" => (ulong)(9_000 + i), _ => 9_990 });
            _judged.Find("learner_stuck").ShouldBeNull();
        }
    }

    [Fact]
    public void A_list_that_differs_for_a_minute_is_a_disagreement()
    {
        _rounds.Lists(2, 0, 2);
        _judged.Find("membership_disagreement", 61).ShouldBeNull("a change takes its time to reach all");

        Finding differs = _judged.Find("membership_disagreement", 2)!;

        (differs.Severity, differs.Confidence).ShouldBe((Severity.Warning, Confidence.High));
        differs.Sentence.ShouldBe("The member list of etcd-2 is not that of the others: it lacks etcd-1");
        _rounds.Lists(2);
        _judged.Find("membership_disagreement").ShouldBeNull();
    }

    [Fact]
    public void A_list_that_names_one_too_many_or_another_role_says_so()
    {
        _rounds.Lists(2, 0, 1, 2, 7);
        _judged.After(1);
        _rounds.State.Members[2].ListDiffers.ShouldBe("has etcd-7 too");
        _rounds.State.Members[0].ListDiffers.ShouldBeNull();
    }

    [Fact]
    public void A_list_that_is_not_told_any_more_stands()
    {
        _rounds.Lists(2, 0, 2);
        _judged.After(30);
        _rounds.ListsAnswer = false;

        _judged.Find("membership_disagreement", 40).ShouldNotBeNull();
        _rounds.Down(2);
        _judged.Find("membership_disagreement", 2).ShouldBeNull("what it believes now nobody knows");
    }
}
