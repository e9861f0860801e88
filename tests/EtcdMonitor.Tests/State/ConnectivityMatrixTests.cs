using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class ConnectivityMatrixTests
{
    private readonly Rounds _rounds = new() { Pages = new() };

    [Fact]
    public void Each_ordered_pair_of_members_has_its_link_with_figures()
    {
        _rounds.Play(60);

        _rounds.State.Matrix.Links.Length.ShouldBe(6);
        _rounds.State.Matrix.Links.ShouldAllBe(link => link.State == LinkState.Connected && link.Reason == null);
        PeerLink link = Link(0, 1);
        (link.LocalName, link.RemoteName).ShouldBe(("etcd-0", "etcd-1"));
        link.HeardBytesPerSecond.ShouldBe(480);
        link.SendFailuresPerSecond.ShouldBe(0);
        link.RttP50Ms.ShouldBe(0.5);
        link.At.ShouldBe(_rounds.State.At);
        link.From.ShouldBe(_rounds.State.At.AddSeconds(-2));
    }

    [Fact]
    public void A_link_that_broke_is_down_since_then_and_says_who_lost_it()
    {
        _rounds.Play(5);
        _rounds.Pages!.Active(1, 2, 0).Failed(1, 2, 8);
        DateTimeOffset broke = _rounds.Play().At;

        PeerLink link = Link(1, 2);
        (link.State, link.Reason, link.SendFailuresPerSecond).ShouldBe((LinkState.NotConnected, "etcd-1 lost its connection to it", 4));
        Link(2, 1).State.ShouldBe(LinkState.Connected);
        _rounds.Play(3);
        Link(1, 2).Since.ShouldBe(broke);
    }

    [Fact]
    public void A_leader_that_hears_nothing_over_a_standing_connection_is_not_connected()
    {
        _rounds.Play(5);
        _rounds.Pages!.Deaf(0, 2).Deaf(1, 2);
        _rounds.Play();
        Link(0, 2).State.ShouldBe(LinkState.Connected, "one second of silence is none");
        _rounds.Play();

        (Link(0, 2).State, Link(0, 2).Reason).ShouldBe((LinkState.NotConnected, "etcd-0 hears nothing from it, although the connection stands"));
        Link(1, 2).State.ShouldBe(LinkState.Connected, "two followers have nothing to say to each other");
    }

    [Fact]
    public void A_link_between_followers_whose_streams_beat_no_more_is_dead_though_the_connection_stands()
    {
        _rounds.Play(15);
        _rounds.Pages!.Drop(1, 2);
        _rounds.Play(4);
        Link(1, 2).State.ShouldBe(LinkState.Connected, "a beat or two may be late");
        _rounds.Play(8);

        (Link(1, 2).State, Link(1, 2).Reason).ShouldBe((LinkState.NotConnected, "etcd-1 hears fewer peers than it has connections, and so does etcd-2"));
        Link(2, 1).State.ShouldBe(LinkState.NotConnected);
        _rounds.State.Matrix.Links.Count(l => l.State == LinkState.Connected).ShouldBe(4);
        _rounds.Pages.Drop(1, 2, drop: false);
        _rounds.Play(12);
        Link(1, 2).State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void Of_five_the_pair_is_found_that_both_lack_a_stream()
    {
        Rounds five = new(5) { Pages = new(5) };
        five.Play(15);
        five.Pages!.Drop(1, 2);
        foreach ((int a, int b) in new[] { (1, 3), (1, 4), (2, 3), (2, 4), (3, 4) })
        {
            five.Pages.Deaf(a, b).Deaf(b, a); // followers have nothing to say
        }

        five.Play(15);

        five.State.Matrix.Links.Where(l => l.State == LinkState.NotConnected).Select(l => (l.LocalName, l.RemoteName)).ShouldBe([("etcd-1", "etcd-2"), ("etcd-2", "etcd-1")]);
    }

    [Fact]
    public void Which_of_several_links_are_dead_is_left_open_where_it_is_open()
    {
        Rounds five = new(5) { Pages = new(5) };
        five.Play(15);
        five.Pages!.Drop(1, 2).Drop(3, 4);

        five.Play(15);

        five.State.Matrix.Links.ShouldAllBe(l => l.State == LinkState.Connected, "1-3 and 2-4 would look the same");
    }

    [Fact]
    public void Round_trips_that_are_measured_no_more_end_a_link()
    {
        _rounds.Play(61);
        _rounds.Pages!.NoRoundTrips(1);
        _rounds.Play(50);
        Link(1, 2).State.ShouldBe(LinkState.Connected, "one is still within the minute");

        _rounds.Play(12);

        (Link(1, 2).State, Link(1, 2).Reason).ShouldBe((LinkState.NotConnected, "etcd-1 measured no round trip to it for 60 s, although the connection stands"));
        Link(2, 1).State.ShouldBe(LinkState.Connected);
    }

    [Fact]
    public void A_new_leader_is_given_the_time_to_be_heard()
    {
        _rounds.Pages!.Deaf(1, 2);
        _rounds.Play(5);
        (_rounds.Leader, _rounds.Term) = (1, 3);

        _rounds.Play(2);
        Link(1, 2).State.ShouldBe(LinkState.Connected);
        _rounds.Play();
        Link(1, 2).State.ShouldBe(LinkState.NotConnected);
    }

    [Fact]
    public void A_peer_that_the_page_does_not_know_was_never_connected()
    {
        _rounds.Pages!.NeverMet(1, 2);
        _rounds.Play(2);

        (Link(1, 2).State, Link(1, 2).Reason).ShouldBe((LinkState.NotConnected, "etcd-1 has not been connected to it since it started"));
    }

    [Fact]
    public void What_nobody_says_is_unknown_with_its_reason()
    {
        _rounds.Pages!.Missing(2);
        _rounds.Play(3);
        (Link(2, 0).State, Link(2, 0).Reason).ShouldBe((LinkState.Unknown, "the metrics page of etcd-2 is missing: test: no page"));

        _rounds.Pages = null;
        _rounds.Play(40);
        (Link(0, 2).State, Link(0, 2).Reason).ShouldBe((LinkState.Unknown, "the metrics page of etcd-0 is 40 s old"));
    }

    [Fact]
    public void A_member_that_went_silent_says_nothing_of_its_links_any_more()
    {
        _rounds.Play(3);
        _rounds.Pages = null;
        _rounds.Down(2).Play();

        (Link(2, 0).State, Link(2, 0).Reason).ShouldBe((LinkState.Unknown, "etcd-2 does not answer"));
        Link(0, 2).State.ShouldBe(LinkState.Connected, "no newer page tells otherwise");
    }

    private PeerLink Link(int local, int remote) => _rounds.State.Matrix.Of(Rounds.Id(local), Rounds.Id(remote))!;
}
