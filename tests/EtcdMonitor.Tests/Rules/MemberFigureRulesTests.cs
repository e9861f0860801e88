using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class MemberFigureRulesTests
{
    [Fact]
    public void A_member_that_takes_no_new_connection_is_named_with_the_reason()
    {
        ClusterState state = With(m => m with { NewConnectionFailure = new(EtcdFailure.TlsExpired, "it ended yesterday") });

        Finding finding = new NewConnectionsRule().Evaluate(state, new(), Rounds.Noon).ShouldHaveSingleItem();

        finding.Member.ShouldBe("etcd-0");
        finding.Sentence.ShouldBe("etcd-0 answers on an open connection, but a new one fails: it has a certificate that is not valid today");
        new NewConnectionsRule().Evaluate(new Rounds().Play(), new(), Rounds.Noon).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.06, true)]
    [InlineData(0.04, false)]
    public void Failed_requests_count_from_a_share_on(double errors, bool found)
    {
        ClusterState state = With(m => m with { Metrics = new() { ErrorRate = Figure.Of(errors), RequestRate = Figure.Of(100) } });

        new ErrorRateRule().Evaluate(state, new(), Rounds.Noon.AddMinutes(5)).Any().ShouldBe(found);
        new ErrorRateRule().Evaluate(state, new(), Rounds.Noon.AddSeconds(30)).ShouldBeEmpty("requests that failed for want of a leader are no news");
    }

    private static ClusterState With(Func<MemberState, MemberState> change)
    {
        ClusterState state = new Rounds().Play();
        return state with { Members = state.Members.SetItem(0, change(state.Members[0])) };
    }
}
