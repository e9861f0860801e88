using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

/// <summary>What members refuse, and what members there are that answer little or nothing by right.</summary>
public sealed class VisibilityTests
{
    private static readonly Thresholds Limits = new();

    [Fact]
    public void Members_that_refuse_their_status_are_there_serve_and_are_never_called_healthy()
    {
        Rounds rounds = new Rounds().Denies(0, 1, 2);
        (ClusterState state, Verdict verdict) = Judged(rounds, 2);

        state.Members.ShouldAllBe(m => m.Reachable && m.Serves && m.Capabilities.Denied == Capability.Status && m.Capabilities.Allowed.HasFlag(Capability.Read | Capability.MemberList));
        verdict.Severity.ShouldBe(Severity.Warning);
        Finding finding = verdict.Findings.ShouldHaveSingleItem();
        finding.Sentence.ShouldBe("etcd-0, etcd-1 and etcd-2 answer, and refuse us the status: what that tells goes unseen");
        finding.NotSeen.Select(n => (n.Field, n.Text, n.Reason)).ShouldBe([("has_leader", "Leader, term, alarms, size and lag", "etcd-0, etcd-1 and etcd-2 refuse us the status")]);
        finding.Evidence.Length.ShouldBe(3);
    }

    [Fact]
    public void A_refused_hash_alone_is_worth_knowing_and_no_more()
    {
        ClusterState state = new Rounds().Play();
        state = state with { Members = [.. state.Members.Select(m => m with { Capabilities = m.Capabilities.With(Capability.Hash, new ProbeFailure(EtcdFailure.PermissionDenied, "no")) })] };

        Verdict verdict = Judge.Next(Judge.Next(null, state, RuleBook.Default, Limits), Sampled(state), RuleBook.Default, Limits);

        verdict.Lead!.ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("reduced_visibility"), f => f.Severity.ShouldBe(Severity.Info), f => f.NotSeen.ShouldHaveSingleItem().Text.ShouldBe("Whether all members hold the same data"));
    }

    [Fact]
    public void What_was_refused_and_is_answered_now_is_seen_again()
    {
        ProbeFailure refusal = new(EtcdFailure.PermissionDenied, "no"), silence = new(EtcdFailure.Timeout, "late");
        Capabilities refused = new Capabilities().With(Capability.Hash, refusal);

        (refused.IsReduced, refused.Reasons[Capability.Hash]).ShouldBe((true, "no"));
        refused.With(Capability.Hash, silence).ShouldBe(refused, "a timeout tells nothing about permissions");
        refused.With(Capability.Hash, (ProbeFailure?)null).ShouldSatisfyAllConditions(c => c.IsReduced.ShouldBeFalse(), c => c.Allowed.ShouldBe(Capability.Hash), c => c.Reasons.ShouldBeEmpty());
    }

    [Fact]
    public void A_learner_that_refuses_everybody_is_not_down()
    {
        (ClusterState state, Verdict verdict) = Judged(new Rounds(4).Learner(3).Denies(3), 3);

        state.Members[3].ShouldSatisfyAllConditions(m => m.Reachable.ShouldBeTrue(), m => m.Role.ShouldBe(MemberRole.Learner), m => m.Id.ShouldBe(Rounds.Id(3)));
        verdict.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("reduced_visibility"), f => f.Severity.ShouldBe(Severity.Info), f => f.Member.ShouldBe("etcd-3"));
        verdict.Tolerance.ShouldBe(new Tolerance(3, 2, 3));
    }

    [Fact]
    public void A_voter_that_refuses_user_and_password_has_not_answered()
    {
        ClusterState state = new Rounds().Down(2, EtcdFailure.Unauthenticated).Play();

        state.Members[2].ShouldSatisfyAllConditions(m => m.Reachable.ShouldBeFalse(), m => m.Capabilities.Denied.HasFlag(Capability.Status).ShouldBeTrue());
    }

    /// <summary>etcd looks at the user of a linearizable read only after a quorum agreed to it.</summary>
    [Fact]
    public void Voters_that_refuse_a_read_for_want_of_a_user_serve_and_much_is_not_seen()
    {
        Rounds rounds = new();
        foreach (int member in (int[])[0, 1, 2])
        {
            rounds.Down(member, EtcdFailure.Unauthenticated);
        }

        ProbeRound round = rounds.Round();
        ClusterState state = ClusterFold.Fold(rounds.State, round with { Members = [.. round.Members.Select(m => m with { Read = m.Read! with { Failure = m.Read.Failure! with { Kind = EtcdFailure.PermissionDenied } } })] });
        Verdict verdict = Judge.Next(null, state, RuleBook.Default, Limits);

        state.Members.ShouldAllBe(m => m.Reachable && m.Serves && m.Denied!.Kind == EtcdFailure.Unauthenticated);
        verdict.Suspected.Concat(verdict.Findings).Single(f => f.Severity > Severity.Info).ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("reduced_visibility"), f => f.Severity.ShouldBe(Severity.Warning), f => f.DoNext[0].Text.ShouldContain("--username"));
    }

    [Fact]
    public void A_member_that_never_started_counts_in_the_quorum_and_is_told()
    {
        (ClusterState state, Verdict verdict) = Judged(new Rounds(4).Unstarted(3), 2);

        (state.Voters, state.Quorum, verdict.Tolerance.Now).ShouldBe((4, 3, 0));
        state.Members.Single(m => m.Role == MemberRole.Unstarted).Endpoint.ShouldBeEmpty();
        verdict.Findings.Single(f => f.Rule == "member_unstarted").ShouldSatisfyAllConditions(
            f => f.Severity.ShouldBe(Severity.Info),
            f => f.Sentence.ShouldBe($"{Rounds.Id(3)} was added and never started, yet it counts: of 4 voters 3 must serve, 3 do"));
    }

    [Fact]
    public void A_late_member_keeps_its_state_and_delays_no_other()
    {
        Rounds rounds = new();
        rounds.Play(2);
        ClusterState state = rounds.Late(2).Play(3);

        state.Members.Select(m => m.Samples).ShouldBe([5L, 5L, 2L]);
        state.Members[2].ShouldSatisfyAllConditions(m => m.Reachable.ShouldBeTrue(), m => m.SampledAt.ShouldBe(Rounds.Noon.AddSeconds(2)));
        rounds.InTime(2).Play().Members[2].SampledAt.ShouldBe(Rounds.Noon.AddSeconds(6));
    }

    [Fact]
    public void Rounds_without_a_sample_of_a_member_do_not_confirm_what_is_said_about_it()
    {
        Rounds rounds = new();
        Verdict verdict = Next(null, rounds, 2);
        verdict = Next(verdict, rounds.Down(2, EtcdFailure.Timeout));
        verdict = Next(verdict, rounds.Late(2), 3);
        verdict.Findings.ShouldBeEmpty("one sample is none");

        verdict = Next(verdict, rounds.InTime(2));
        verdict.Findings.ShouldContain(f => f.Rule == "member_down" && f.Rounds == 2);
    }

    [Fact]
    public void A_late_member_does_not_hold_up_what_others_show()
    {
        Rounds rounds = new();
        Verdict verdict = Next(null, rounds, 2);
        rounds.Late(2).Down(1);

        Next(verdict, rounds, 2).Findings.ShouldContain(f => f.Rule == "member_down" && f.Member == "etcd-1");
    }

    [Fact]
    public void A_member_whose_first_answer_is_awaited_is_neither_up_nor_down()
    {
        (ClusterState state, Verdict verdict) = Judged(new Rounds().Late(2), 3);

        state.Members[2].ShouldSatisfyAllConditions(m => m.Asked.ShouldBeFalse(), m => m.Name.ShouldBe("etcd-2"), m => m.Failure!.Message.ShouldBe("its first answer is awaited"));
        verdict.Findings.ShouldBeEmpty();
    }

    private static ClusterState Sampled(ClusterState state) => state with { Members = [.. state.Members.Select(m => m with { Samples = m.Samples + 1 })] };

    private static (ClusterState State, Verdict Verdict) Judged(Rounds rounds, int count)
    {
        Verdict verdict = Next(null, rounds, count);
        return (rounds.State, verdict);
    }

    private static Verdict Next(Verdict? before, Rounds rounds, int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            before = Judge.Next(before, rounds.Play(), RuleBook.Default, Limits);
        }

        return before!;
    }
}
