using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class PeerLatencyRuleTests
{
    private readonly PeerLatencyRule _rule = new();

    [Theory]
    [InlineData(150.0, false)]
    [InlineData(150.1, true)]
    public void A_round_trip_over_the_limit_names_the_two_members(double ms, bool found)
    {
        Finding? finding = _rule.Says(Slow(ms, (0, 1)));

        (finding is not null).ShouldBe(found);
        finding?.ShouldSatisfyAllConditions(
            f => f.Severity.ShouldBe(Severity.Warning),
            f => f.Confirm.ShouldBe(120),
            f => f.Hold.ShouldBe(TimeSpan.FromMinutes(10)),
            f => f.Sentence.ShouldBe("The round trip between etcd-0 and etcd-1 takes 150.1 ms, 150 ms are allowed"));
    }

    [Fact]
    public void A_pair_counts_once_although_both_ends_measure_it() => _rule.Says(Slow(200, (0, 1), (1, 0)))!.Evidence.Length.ShouldBe(1);

    [Fact]
    public void Several_pairs_are_one_finding() => _rule.Says(Slow(200, (0, 1), (0, 2)))!.Sentence.ShouldStartWith("2 ways between members are slow: the round trip between etcd-0 and ");

    [Fact]
    public void A_link_that_is_down_an_old_page_and_what_was_not_measured_say_nothing()
    {
        _rule.Says(Slow(200, (0, 1)).Old()).ShouldBeNull();
        _rule.Says(Changed(l => l with { RttP99Ms = 200, State = LinkState.NotConnected }, (0, 1))).ShouldBeNull();
        _rule.Says(Changed(l => l with { RttP99Ms = null }, (0, 1))).ShouldBeNull();
        _rule.Unseen(Changed(l => l with { RttP99Ms = null }, (0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1))).ShouldBe("no metrics page tells a round trip");
        _rule.Unseen(Slow(1, (0, 1))).ShouldBeNull();
    }

    [Fact]
    public void The_limit_is_a_setting() => _rule.Says(Slow(200, (0, 1)), new() { MaxPeerRoundTripMs = 300 }).ShouldBeNull();

    private static ClusterState Slow(double ms, params (int Local, int Remote)[] links) => Changed(l => l with { RttP99Ms = ms }, links);

    private static ClusterState Changed(Func<PeerLink, PeerLink> change, params (int Local, int Remote)[] links) => Paged.Calm with
    {
        Matrix = Paged.Calm.Matrix with { Links = [.. Paged.Calm.Matrix.Links.Select(l => links.Any(each => l.Local == Rounds.Id(each.Local) && l.Remote == Rounds.Id(each.Remote)) ? change(l) : l)] },
    };
}
