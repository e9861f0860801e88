using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

/// <summary>Several addresses of one member, and one address that is not what it seems.</summary>
public sealed class EndpointTests
{
    private const string Spare = "https://spare:2379";

    [Fact]
    public void Two_endpoints_of_one_member_are_one_member()
    {
        Rounds rounds = new();
        ClusterState state = ClusterFold.Fold(rounds.State, Twice(rounds.Round(), 0, a => a with { Endpoint = Spare }));

        state.Members.Select(m => m.Endpoint).ShouldBe([Rounds.Endpoint(0), Rounds.Endpoint(1), Rounds.Endpoint(2)]);
        state.Voters.ShouldBe(3);
        state.Endpoints.Where(e => e.Member == Rounds.Id(0)).Select(e => e.Endpoint).ShouldBe([Rounds.Endpoint(0), Spare]);
        Find(state).ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("endpoints_same_member"), f => f.Severity.ShouldBe(Severity.Info), f => f.Sentence.ShouldBe($"{Spare} and {Rounds.Endpoint(0)} are one member, etcd-0: it is asked at {Rounds.Endpoint(0)}"));
    }

    [Fact]
    public void Without_a_member_list_they_are_one_member_too()
    {
        Rounds rounds = new() { ListsAnswer = false };
        ClusterState state = ClusterFold.Fold(rounds.State, Twice(rounds.Round(), 0, a => a with { Endpoint = Spare }));

        state.Members.Length.ShouldBe(3);
        state.Voters.ShouldBe(3);
    }

    [Fact]
    public void A_member_that_answers_at_a_spare_address_is_up_and_the_dead_address_is_told()
    {
        Rounds rounds = new();
        rounds.Play();
        MemberAnswers alive = rounds.Round().Members[0] with { Endpoint = Spare };
        rounds.Down(0);
        ProbeRound round = rounds.Round();
        ClusterState state = ClusterFold.Fold(rounds.State, round with { Members = round.Members.Add(alive) });

        state.Members[0].ShouldSatisfyAllConditions(m => m.Reachable.ShouldBeTrue(), m => m.Serves.ShouldBeTrue(), m => m.Endpoint.ShouldBe(Spare));
        Find(state).ShouldSatisfyAllConditions(
            f => f.Rule.ShouldBe("endpoint_failing"),
            f => f.Sentence.ShouldBe($"etcd-0 answers at {Spare}, but not at {Rounds.Endpoint(0)}: clients that know only that address cannot reach it"),
            f => f.Evidence.ShouldHaveSingleItem().Text.ShouldBe($"{Rounds.Endpoint(0)} refuses connections"));
    }

    [Fact]
    public void An_address_of_a_removed_member_is_no_member_and_is_told_for_what_it_is()
    {
        Rounds rounds = new();
        rounds.Play();
        rounds.Down(2).Lists(0, 0, 1).Lists(1, 0, 1);
        ClusterState state = rounds.Play(3);

        (state.Members.Length, state.Voters).ShouldBe((2, 2));
        Find(state).ShouldSatisfyAllConditions(
            f => (f.Rule, f.Severity).ShouldBe(("endpoint_failing", Severity.Info)),
            f => f.Sentence.ShouldBe($"{Rounds.Endpoint(2)} is of member {Rounds.Id(2)}, which was removed from the cluster"));

        EndpointState removed = state.Endpoints.Single(e => e.Endpoint == Rounds.Endpoint(2));
        Judged.Seen(new EndpointRule(), state with { Endpoints = state.Endpoints.Replace(removed, removed with { Member = null }) }).ShouldBeNull("nobody knows whose it was");
        Judged.Seen(new EndpointRule(), state with { Endpoints = state.Endpoints.Replace(removed, removed with { Failure = null }) }).ShouldBeNull("somebody answers there");
    }

    [Fact]
    public void An_endpoint_of_another_cluster_is_seen_and_has_no_say()
    {
        Rounds rounds = new();
        ProbeRound round = rounds.Round();
        ResponseHeader foreign = new(new ClusterId(0xC2), new MemberId(0xB0), new Revision(7), 99);
        MemberAnswers other = round.Members[0] with
        {
            Endpoint = "https://other:2379",
            Status = round.Members[0].Status with { Value = round.Members[0].Status.Value! with { Header = foreign, RaftTerm = 99, Leader = foreign.Member } },
            LocalRead = round.Members[0].LocalRead! with { Value = new(foreign) },
            Read = round.Members[0].Read! with { Value = new(foreign) },
            List = round.Members[0].List! with { Value = new(foreign, [new(foreign.Member, "alone", [], ["https://other:2379"], false)]) },
        };
        ClusterState state = ClusterFold.Fold(rounds.State, round with { Members = round.Members.Insert(0, other) });

        state.ClusterId.ShouldBe(new ClusterId(0xC1));
        state.ClusterIds.ShouldBe([new ClusterId(0xC1), new ClusterId(0xC2)], ignoreOrder: true);
        state.Endpoints.Single(e => e.Cluster == new ClusterId(0xC2)).Endpoint.ShouldBe("https://other:2379");
        (state.Leadership.Name, state.Leadership.Term, state.Voters, state.ServingVoters.Count()).ShouldBe(("etcd-0", 2UL, 3, 3));
    }

    [Fact]
    public void Two_processes_that_answer_as_one_member_are_duplicates_and_a_restart_is_none()
    {
        DateTimeOffset noon = Rounds.Noon;
        EndpointState early = new() { Endpoint = "a", Member = Rounds.Id(0), ProcessStart = noon.AddHours(-2), ProcessFirstSeenAt = noon.AddHours(-1), ProcessSeenAt = noon };
        EndpointState late = early with { Endpoint = "b", ProcessStart = noon.AddHours(-1), ProcessFirstSeenAt = noon.AddSeconds(5), ProcessSeenAt = noon.AddSeconds(5) };

        EndpointFold.Duplicates([early, late]).ShouldBeEmpty("the old process may be gone by now");
        EndpointFold.Duplicates([early with { ProcessSeenAt = noon.AddSeconds(10) }, late]).ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.One.Endpoint.ShouldBe("a"), d => d.Other.Endpoint.ShouldBe("b"));
        EndpointFold.Duplicates([early with { ProcessSeenAt = noon.AddSeconds(10) }, late with { Member = Rounds.Id(1) }]).ShouldBeEmpty();
        EndpointFold.Duplicates([early with { ProcessSeenAt = noon.AddSeconds(10) }, late with { ProcessStart = early.ProcessStart }]).ShouldBeEmpty();
    }

    [Fact]
    public void Duplicates_are_told_with_both_addresses_and_explain_that_two_endpoints_are_one_member()
    {
        DateTimeOffset noon = Rounds.Noon;
        EndpointState one = new() { Endpoint = "a", Member = Rounds.Id(1), AnsweredAt = noon, ProcessStart = noon.AddHours(-2), ProcessFirstSeenAt = noon.AddHours(-1), ProcessSeenAt = noon };
        EndpointState other = one with { Endpoint = "b", ProcessStart = noon.AddHours(-1) };
        ClusterState state = new Rounds().Play() with { Endpoints = [one, other with { ProcessFirstSeenAt = noon.AddMinutes(-1) }] };

        Finding finding = new DuplicateMemberRule().Evaluate(state, new Thresholds(), state.At).ShouldHaveSingleItem();
        (finding.Severity, finding.Member).ShouldBe((Severity.Critical, "etcd-1"));
        finding.Sentence.ShouldBe("a and b both answer as etcd-1, and are two processes: data may be lost");
        Causes.Of(finding with { Rule = "endpoints_same_member", Severity = Severity.Info }, [finding]).ShouldBe("duplicate_member");

        ClusterState same = state with { Endpoints = [one, other with { ProcessStart = one.ProcessStart, ProcessFirstSeenAt = noon.AddMinutes(-1) }] };
        new DuplicateMemberRule().Evaluate(same, new Thresholds(), state.At).ShouldBeEmpty();
    }

    private static Finding Find(ClusterState state) => new EndpointRule().Evaluate(state, new Thresholds(), state.At).ShouldHaveSingleItem();

    private static ProbeRound Twice(ProbeRound round, int member, Func<MemberAnswers, MemberAnswers> change) => round with { Members = round.Members.Add(change(round.Members[member])) };
}
