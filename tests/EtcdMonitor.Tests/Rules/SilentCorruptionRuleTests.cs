using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class SilentCorruptionRuleTests
{
    private readonly Comparing _comparing = new(new Rounds());

    [Fact]
    public void A_hash_that_differs_twice_names_the_minority()
    {
        _comparing.Hashes[2] = 0xBAD;
        _comparing.Play(6);
        Find(_comparing.State).ShouldBeNull("once is no evidence");

        _comparing.Finish();
        Finding finding = Find(_comparing.State)!;

        finding.Severity.ShouldBe(Severity.Critical);
        finding.Member.ShouldBe("etcd-2");
        finding.Sentence.ShouldBe("etcd-2 holds other data than etcd-0 and etcd-1");
        finding.Confirm.ShouldBe(1);
        finding.Evidence.Length.ShouldBe(4);
        finding.Evidence[2].ShouldBe(new Evidence("etcd-2 hashes its data to 00000bad", "revision 100, compacted at 0, at 12:00:09 UTC", "etcd-2", "hashkv"));
        finding.DoNext.ShouldContain(step => step.Command == "etcdctl member remove a2");
        _comparing.Asked.Count.ShouldBe(6);
    }

    [Fact]
    public void A_difference_that_a_repetition_does_not_show_is_none()
    {
        _comparing.Hashes[2] = 0xBAD;
        _comparing.Play(6);
        _comparing.Hashes.Clear();
        _comparing.Finish();

        Find(_comparing.State).ShouldBeNull();
        _comparing.State.LastEqual!.IsRepeat.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_majority_all_are_named()
    {
        _comparing.Hashes[2] = 0xBAD;
        _comparing.Outcomes[0] = HashOutcome.Failed;
        _comparing.Finish();
        Finding finding = Find(_comparing.State)!;

        finding.Member.ShouldBeNull();
        finding.Sentence.ShouldBe("etcd-1 and etcd-2 hold different data, and no majority tells which is right");
        finding.NotSeen.ShouldHaveSingleItem().Text.ShouldBe("Data hash of etcd-0");
    }

    [Fact]
    public void A_majority_of_those_compared_is_not_enough_where_most_voters_are_silent()
    {
        Comparing five = new(new Rounds(5));
        five.Hashes[2] = 0xBAD;
        five.Outcomes[3] = five.Outcomes[4] = HashOutcome.Failed;
        five.Finish();

        five.State.Divergence!.Bad.ShouldBeEmpty();
    }

    [Fact]
    public void Members_that_lag_or_have_compacted_further_are_not_compared()
    {
        _comparing.Hashes[2] = 0xBAD;
        _comparing.Outcomes[2] = HashOutcome.Lagging;
        _comparing.Play(10);
        _comparing.State.LastEqual!.Comparable.Length.ShouldBe(2);

        _comparing.Outcomes.Clear();
        _comparing.Compacted[2] = 60;
        _comparing.Play(60);
        _comparing.State.Divergence.ShouldBeNull();
        _comparing.State.Last!.Differs.ShouldBeFalse();
    }

    [Fact]
    public void It_is_over_when_the_bad_member_is_compared_and_equal_not_while_it_is_away()
    {
        _comparing.Hashes[2] = 0xBAD;
        _comparing.Finish();
        Find(_comparing.State).ShouldNotBeNull();

        _comparing.Outcomes[2] = HashOutcome.Failed;
        _comparing.Play(70);
        _comparing.State.Last!.Comparable.Length.ShouldBe(2);
        Find(_comparing.State).ShouldNotBeNull();

        _comparing.Outcomes.Clear();
        _comparing.Hashes.Clear();
        _comparing.Play(70);
        Find(_comparing.State).ShouldBeNull();
    }

    [Fact]
    public void A_member_that_is_removed_takes_its_bad_data_along()
    {
        _comparing.Hashes[2] = 0xBAD;
        ClusterState state = _comparing.Finish();
        state.Hashes.Divergence.ShouldNotBeNull();

        HashFold.Fold(state.Hashes, null, [.. state.Members.Take(2)], 2, state.At).Divergence.ShouldBeNull();
        HashFold.Fold(state.Hashes, null, state.Members, 2, state.At).Divergence.ShouldNotBeNull();
    }

    [Fact]
    public void Equal_index_and_another_revision_say_so_without_any_hash()
    {
        ClusterState state = With(2, m => m with { Revision = 99 });

        Finding finding = Find(state)!;
        finding.Member.ShouldBe("etcd-2");
        finding.Confirm.ShouldBe(3, "status is not atomic");
        finding.Evidence[2].ShouldBe(new Evidence("etcd-2 is at revision 99", "applied index 1,000", "etcd-2", "status"));
    }

    [Fact]
    public void A_revision_in_motion_or_of_a_member_that_does_not_serve_says_nothing()
    {
        Find(With(2, m => m with { Revision = 99, Settled = false })).ShouldBeNull();
        Find(With(2, m => m with { Revision = 99, Serves = false })).ShouldBeNull();
        Find(With(2, m => m with { Revision = 99, AppliedIndex = 999 })).ShouldBeNull();
    }

    [Fact]
    public void A_member_is_settled_when_a_round_changed_neither_its_index_nor_its_revision()
    {
        Rounds rounds = new();
        rounds.Play().Members.ShouldAllBe(m => !m.Settled);
        rounds.Play().Members.ShouldAllBe(m => m.Settled);
        rounds.State = rounds.State with { Members = [.. rounds.State.Members.Select(m => m with { AppliedIndex = 999 })] };
        rounds.Play().Members.ShouldAllBe(m => !m.Settled);
    }

    [Fact]
    public void The_alarm_CORRUPT_tells_the_culprit_that_the_hashes_name()
    {
        Rounds rounds = new();
        Comparing comparing = new(rounds);
        comparing.Hashes[1] = 0xBAD;
        comparing.Finish();
        rounds.Errors = ["memberID:0 alarm:CORRUPT "];

        Finding finding = new AlarmRule().Evaluate(rounds.Play(), new(), Rounds.Noon).Single();

        finding.Sentence.ShouldBe("etcd found that members hold different data: by their hashes etcd-1 is the one that differs");
        finding.Evidence.ShouldContain(e => e.Member == "etcd-1" && e.Probe == "hashkv");
    }

    private static Finding? Find(HashState hashes) => Find(new Rounds().Play(2) with { Hashes = hashes });

    private static Finding? Find(ClusterState state) => new SilentCorruptionRule().Evaluate(state, new(), state.At).SingleOrDefault();

    private static ClusterState With(int member, Func<MemberState, MemberState> change)
    {
        ClusterState state = new Rounds().Play(2);
        return state with { Members = state.Members.SetItem(member, change(state.Members[member])) };
    }
}
