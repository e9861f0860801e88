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
    [InlineData(0.01, null, 0)]
    [InlineData(0.011, Severity.Warning, 10)]
    [InlineData(0.05, Severity.Warning, 10)]
    [InlineData(0.051, Severity.Critical, 5)]
    public void Failed_requests_are_as_bad_as_their_share_and_must_last_a_minute(double errors, Severity? severity, int hold)
    {
        ClusterState state = Paged.With(m => m with { ErrorRate = Figure.Of(errors), RequestRate = Figure.Of(100) });

        Finding? finding = new ErrorRateRule().Says(state);
        (finding?.Severity, finding?.Hold.TotalMinutes ?? 0, finding?.Confirm ?? 60).ShouldBe((severity, hold, 60));
    }

    [Fact]
    public void Requests_that_failed_for_want_of_a_leader_or_long_ago_are_no_news()
    {
        ClusterState state = Paged.With(m => m with { ErrorRate = Figure.Of(0.5), RequestRate = Figure.Of(100) });

        new ErrorRateRule().Says(state).ShouldNotBeNull();
        new ErrorRateRule().Says(state with { Leadership = state.Leadership with { Since = state.At.AddSeconds(-60) } }).ShouldBeNull();
        new ErrorRateRule().Says(state.Old()).ShouldBeNull();
    }

    [Fact]
    public void Each_step_of_the_error_rate_is_a_setting()
    {
        ClusterState state = Paged.With(m => m with { ErrorRate = Figure.Of(0.02), RequestRate = Figure.Of(100) });

        new ErrorRateRule().Says(state, new() { WarnErrorRate = 0.03 }).ShouldBeNull();
        new ErrorRateRule().Says(state, new() { WarnErrorRate = 0.5, MaxErrorRate = 0.015 })!.Severity.ShouldBe(Severity.Critical);
    }

    private static ClusterState With(Func<MemberState, MemberState> change)
    {
        ClusterState state = new Rounds().Play();
        return state with { Members = state.Members.SetItem(0, change(state.Members[0])) };
    }
}
