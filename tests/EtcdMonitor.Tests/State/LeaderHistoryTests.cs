using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class LeaderHistoryTests
{
    private readonly Rounds _rounds = new();

    [Fact]
    public void The_first_leader_begins_the_history_and_nobody_knows_what_was_before()
    {
        _rounds.Play(3);

        Reign reign = _rounds.State.Leadership.History.ShouldHaveSingleItem();
        (reign.Name, reign.Term, reign.From, reign.To, reign.WithoutLeader).ShouldBe(("etcd-0", 2UL, Rounds.Noon.AddSeconds(1), null, null));
    }

    [Fact]
    public void A_change_tells_how_long_nobody_led()
    {
        _rounds.Play(3);
        _rounds.Leaderless(0, 1, 2).Play(2);
        (_rounds.Leader, _rounds.Term) = (1, 4);
        _rounds.Up(0).Up(1).Up(2).Play();

        Reign[] history = [.. _rounds.State.Leadership.History];
        history.Length.ShouldBe(2);
        history[0].To.ShouldBe(Rounds.Noon.AddSeconds(4));
        (history[1].Name, history[1].Term, history[1].From, history[1].WithoutLeader).ShouldBe(("etcd-1", 4UL, Rounds.Noon.AddSeconds(6), TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void The_same_leader_in_a_new_term_is_a_reign_of_its_own_and_no_change()
    {
        _rounds.Play();
        _rounds.Term = 3;
        _rounds.Play(2);

        _rounds.State.Leadership.History.Select(r => (r.Name, r.Term, r.WithoutLeader)).ShouldBe([("etcd-0", 2UL, null), ("etcd-0", 3UL, TimeSpan.Zero)]);
        _rounds.State.Leadership.Changes.ShouldBe(0);
    }

    [Fact]
    public void A_blind_monitor_ends_no_reign()
    {
        _rounds.Play();
        _rounds.Down(0, EtcdFailure.Timeout).Down(1, EtcdFailure.Timeout).Down(2, EtcdFailure.Timeout).Play(10);
        _rounds.Up(0).Up(1).Up(2).Play();

        _rounds.State.Leadership.History.ShouldHaveSingleItem().To.ShouldBeNull();
    }

    [Fact]
    public void A_leader_found_after_blindness_followed_after_nobody_knows_how_long()
    {
        _rounds.Play();
        _rounds.Down(0, EtcdFailure.Timeout).Down(1, EtcdFailure.Timeout).Down(2, EtcdFailure.Timeout).Play(10);
        (_rounds.Leader, _rounds.Term) = (1, 3);
        _rounds.Up(0).Up(1).Up(2).Play();

        _rounds.State.Leadership.History[1].WithoutLeader.ShouldBeNull();
    }

    [Fact]
    public void The_history_goes_on_after_a_restart()
    {
        Leadership loaded = _rounds.Play(2).Leadership with { Leader = null, Name = null };
        _rounds.State = ClusterFold.Start(new ClusterOptions { Name = "test", Endpoints = [Rounds.Endpoint(0), Rounds.Endpoint(1), Rounds.Endpoint(2)] }, loaded, Rounds.Noon);

        _rounds.Play().Leadership.History.ShouldBe(loaded.History);
    }

    [Fact]
    public void The_last_hundred_are_kept()
    {
        for (ulong term = 2; term < 130; term++)
        {
            _rounds.Term = term;
            _rounds.Play();
        }

        _rounds.State.Leadership.History.Length.ShouldBe(100);
        _rounds.State.Leadership.History[^1].Term.ShouldBe(129UL);
    }

    [Fact]
    public void Terms_that_rise_are_kept_for_two_minutes()
    {
        _rounds.Play();
        _rounds.State.Leadership.RecentTerms.ShouldBeEmpty("the first term seen did not rise");
        _rounds.Term = 5;
        TermSeen seen = _rounds.Play().Leadership.RecentTerms.ShouldHaveSingleItem();
        (seen.Term, seen.At).ShouldBe((5UL, _rounds.State.At));

        _rounds.Play(119).Leadership.RecentTerms.ShouldHaveSingleItem();
        _rounds.Play().Leadership.RecentTerms.ShouldBeEmpty();
    }
}
