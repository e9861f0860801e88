using Etcd.Client;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class ClusterFoldTests
{
    [Fact]
    public void A_healthy_round_names_members_roles_quorum_and_leader()
    {
        ClusterState state = new Rounds().Play();

        state.Members.Select(m => (m.Name, m.Role)).ShouldBe([("etcd-0", MemberRole.Leader), ("etcd-1", MemberRole.Follower), ("etcd-2", MemberRole.Follower)]);
        (state.Voters, state.Quorum, state.Leadership.Name).ShouldBe((3, 2, "etcd-0"));
        state.ServingVoters.Count().ShouldBe(3);
    }

    [Fact]
    public void The_first_leader_counts_no_change_and_each_other_leader_one()
    {
        Rounds rounds = new();
        rounds.Play(3).Leadership.Changes.ShouldBe(0);

        (rounds.Leader, rounds.Term) = (1, 3);
        Leadership changed = rounds.Play(3).Leadership;

        changed.Changes.ShouldBe(1);
        changed.LastChange.ShouldNotBeNull();
        changed.RecentChanges.Length.ShouldBe(1);
    }

    [Fact]
    public void The_same_leader_elected_again_is_no_change()
    {
        Rounds rounds = new();
        rounds.Play();
        rounds.Leaderless(0, 1, 2).Play(2).Leadership.Leader.ShouldBeNull();
        rounds.State.Members.ShouldAllBe(m => m.Role == MemberRole.Leaderless);
        rounds.Term = 3;

        rounds.Up(0).Up(1).Up(2).Play().Leadership.Changes.ShouldBe(0);
    }

    [Fact]
    public void A_change_over_a_time_without_leader_is_one_change()
    {
        Rounds rounds = new();
        rounds.Play();
        rounds.Leaderless(0, 1, 2).Play(3);
        (rounds.Leader, rounds.Term) = (2, 5);

        rounds.Up(0).Up(1).Up(2).Play().Leadership.Changes.ShouldBe(1);
    }

    [Fact]
    public void A_leader_that_was_cut_off_and_still_believes_in_itself_changes_nothing()
    {
        Rounds rounds = new();
        rounds.Play();
        (rounds.Leader, rounds.Term) = (1, 3);

        Leadership leadership = rounds.Says(0, term: 2, leader: 0).NotServing(0).Play().Leadership;

        leadership.Name.ShouldBe("etcd-1");
        leadership.Changes.ShouldBe(1);
        leadership.Term.ShouldBe(3UL);
    }

    [Fact]
    public void One_members_word_without_a_quorum_behind_it_makes_no_leader()
    {
        Rounds rounds = new();

        rounds.Down(1).Down(2).NotServing(0).Play().Leadership.Leader.ShouldBeNull();
    }

    [Fact]
    public void The_count_of_changes_goes_on_after_a_restart_of_the_monitor()
    {
        Rounds rounds = new();
        Leadership stored = new() { LastLeader = Rounds.Id(0), Changes = 7, Term = 2, Since = Rounds.Noon.AddHours(-1) };
        rounds.State = rounds.State with { Leadership = stored };

        rounds.Play().Leadership.ShouldSatisfyAllConditions(l => l.Changes.ShouldBe(7), l => l.Since.ShouldBe(Rounds.Noon.AddHours(-1)));
        (rounds.Leader, rounds.Term) = (1, 3);
        rounds.Play().Leadership.Changes.ShouldBe(8);
    }

    [Fact]
    public void A_learner_has_no_vote()
    {
        ClusterState state = new Rounds(4).Learner(3).Play();

        state.Voters.ShouldBe(3);
        state.Members[3].Role.ShouldBe(MemberRole.Learner);
        state.ServingVoters.Count().ShouldBe(3);
    }

    [Fact]
    public void The_last_good_member_list_is_kept_while_nobody_answers()
    {
        Rounds rounds = new();
        rounds.Play();

        ClusterState state = rounds.Down(0).Down(1).Down(2).Play(2);

        state.Voters.ShouldBe(3);
        state.Members.Select(m => m.Name).ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
        state.Members.ShouldAllBe(m => m.FailingRounds == 2 && !m.Reachable && m.Role == MemberRole.Unknown);
    }

    [Fact]
    public void Before_any_list_is_known_every_endpoint_is_a_row_of_its_own()
    {
        ClusterState state = new Rounds().Down(0).Down(1).Down(2).Play();

        state.Members.Select(m => m.Name).ShouldBe([Rounds.Endpoint(0), Rounds.Endpoint(1), Rounds.Endpoint(2)]);
        state.Voters.ShouldBe(3);
    }

    [Fact]
    public void A_member_that_never_answered_is_recognised_by_the_url_that_it_advertises()
    {
        ClusterState state = new Rounds().Down(2).Play();

        state.Members.Length.ShouldBe(3);
        state.Members[2].ShouldSatisfyAllConditions(m => m.Name.ShouldBe("etcd-2"), m => m.Failure!.Kind.ShouldBe(EtcdFailure.Refused), m => m.Asked.ShouldBeTrue());
    }

    [Fact]
    public void Alarms_come_from_status_and_name_their_member()
    {
        Rounds rounds = new() { Errors = [$"memberID:{Rounds.Id(1).Number} alarm:NOSPACE "] };

        AlarmState alarm = rounds.Play().Alarms.ShouldHaveSingleItem();
        (alarm.Type, alarm.Name).ShouldBe(("NOSPACE", "etcd-1"));
        rounds.Errors = ["etcdserver: no leader"];
        rounds.Play().Alarms.ShouldBeEmpty();
    }

    [Fact]
    public void An_alarm_for_member_0_is_kept_without_a_name() =>
        new Rounds { Errors = ["memberID:0 alarm:CORRUPT "] }.Play().Alarms.ShouldHaveSingleItem().Member.ShouldBeNull();

    [Fact]
    public void Permission_denied_on_the_linearizable_read_counts_as_serving()
    {
        Rounds rounds = new();
        EtcdMonitor.Probes.ProbeRound round = rounds.Round();
        EtcdMonitor.Probes.MemberAnswers answers = round.Members[0] with { Read = new(Rounds.Noon, TimeSpan.Zero, null, new(EtcdFailure.PermissionDenied, "denied")) };

        ClusterFold.Fold(rounds.State, round with { Members = round.Members.SetItem(0, answers) }).Members[0].Serves.ShouldBeTrue();
    }

    [Fact]
    public void A_new_connection_that_failed_while_the_member_was_down_says_nothing_once_it_is_back()
    {
        Rounds rounds = new();
        EtcdMonitor.Probes.ProbeRound well = rounds.Round();
        EtcdMonitor.Probes.MemberAnswers refused = new Rounds().Down(0).Round().Members[0];
        EtcdMonitor.Probes.ProbeRound down = well with { Members = well.Members.SetItem(0, refused with { Fresh = refused.Status }) };

        ClusterState state = ClusterFold.Fold(ClusterFold.Fold(rounds.State, down), well);
        state.Members[0].NewConnectionFailure.ShouldBeNull();

        EtcdMonitor.Probes.ProbeRound half = well with { Members = well.Members.SetItem(0, well.Members[0] with { Fresh = refused.Status }) };
        ClusterFold.Fold(state, half).Members[0].NewConnectionFailure!.Kind.ShouldBe(EtcdFailure.Refused);
    }

    [Fact]
    public void Latency_comes_from_our_own_reads_when_etcd_measures_none_and_writes_stay_unknown_with_a_reason()
    {
        ClusterMetrics metrics = new Rounds().Play(3).Metrics;

        metrics.Source.ShouldBe(FigureSource.Canary);
        metrics.Read.P99.ShouldBe(2);
        metrics.Write.P99.ShouldBeNull();
        metrics.Write.Reason.ShouldNotBeNullOrEmpty();
    }
}
