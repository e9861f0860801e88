using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class FaultToleranceRuleTests
{
    [Fact]
    public void A_learner_and_a_stranger_are_not_what_the_tolerance_lacks()
    {
        Rounds rounds = new(4);
        rounds.Learner(3).Down(2);
        Finding lost = new Judged(rounds).Find("fault_tolerance", 3)!;

        lost.Sentence.ShouldBe("etcd-2 is down: one more failure costs the quorum");
        ClusterState state = rounds.State with { Members = rounds.State.Members.Add(rounds.State.Members[2] with { Name = "stranger", IsListed = false }) };
        Judged.Seen(new FaultToleranceRule(), state)!.Sentence.ShouldBe(lost.Sentence);
    }

    [Fact]
    public void A_member_that_its_peers_hear_is_not_what_the_tolerance_lacks()
    {
        Rounds rounds = new Rounds(5).Down(2).Down(3).Down(4);
        ClusterState state = rounds.Play(3);
        state = state with { Members = state.Members.SetItem(4, state.Members[4] with { HeardBy = ["etcd-0"] }) };

        Judged.Seen(new FaultToleranceRule(), state)!.Sentence.ShouldBe("etcd-2 and etcd-3 are down: one more failure costs the quorum");
    }

    [Fact]
    public void A_member_that_never_started_costs_the_tolerance_and_is_not_called_down()
    {
        Finding lost = new Judged(new Rounds(4).Unstarted(3)).Find("fault_tolerance", 3)!;

        lost.Sentence.ShouldEndWith("never started: one more failure costs the quorum");
        lost.DoNext.ShouldHaveSingleItem().Command!.ShouldStartWith("etcdctl member remove ");
    }
}
