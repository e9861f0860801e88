using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class RuleBookTests
{
    private readonly Rounds _rounds = new();
    private Verdict? _verdict;

    [Fact]
    public void All_well_is_healthy_and_says_who_leads()
    {
        Verdict verdict = After(2);

        verdict.Severity.ShouldBe(Severity.Healthy);
        verdict.Sentence.ShouldBe("All 3 members serve, etcd-0 leads");
        verdict.Findings.ShouldBeEmpty();
        (verdict.Tolerance.Now, verdict.Tolerance.Designed).ShouldBe((1, 1));
    }

    [Fact]
    public void One_round_is_no_evidence_two_are()
    {
        After(2);
        _rounds.Down(2);

        After(1).Severity.ShouldBe(Severity.Healthy);
        After(1).Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void One_of_three_down_leaves_no_tolerance_a_warning_at_first_and_critical_after_two_minutes()
    {
        After(2);
        _rounds.Down(2);

        Verdict early = After(5);
        early.Lead!.Rule.ShouldBe("fault_tolerance");
        early.Severity.ShouldBe(Severity.Warning);
        early.Tolerance.Now.ShouldBe(0);
        Rule("member_down").Member.ShouldBe("etcd-2");

        After(120).Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void Two_of_three_refused_is_quorum_lost_within_two_rounds()
    {
        After(2);
        _rounds.Down(1).Down(2).NotServing(0);

        Verdict verdict = After(2);

        verdict.Lead!.Rule.ShouldBe("quorum_lost");
        verdict.Severity.ShouldBe(Severity.Critical);
        verdict.Lead.Hold.ShouldBe(TimeSpan.Zero);
        verdict.Sentence.ShouldBe("1 of 3 voters is reachable, 2 are needed: no write and no linearizable read succeeds");
        verdict.Lead.Evidence.Select(e => e.Member).ShouldBe(["etcd-1", "etcd-2", "etcd-0"]);
        verdict.Tolerance.Now.ShouldBe(-1);
    }

    [Fact]
    public void All_refused_is_quorum_lost_since_the_hosts_answered()
    {
        After(2);
        _rounds.Down(0).Down(1).Down(2);

        After(2).Lead!.Rule.ShouldBe("quorum_lost");
    }

    [Fact]
    public void Refused_endpoints_of_a_cluster_that_nobody_ever_saw_prove_nothing()
    {
        _rounds.Down(0).Down(1).Down(2);

        Verdict verdict = After(2);

        verdict.Severity.ShouldBe(Severity.Unknown);
        verdict.Lead!.Title.ShouldBe("Not reachable");
        verdict.Sentence.ShouldBe("0 of 3 members answer: each refuses connections");
    }

    [Fact]
    public void All_silent_is_a_blind_monitor_and_not_a_lost_quorum()
    {
        After(2);
        _rounds.Down(0, EtcdFailure.Timeout).Down(1, EtcdFailure.Timeout).Down(2, EtcdFailure.Timeout);

        Verdict verdict = After(2);

        verdict.Severity.ShouldBe(Severity.Unknown);
        verdict.Lead!.Rule.ShouldBe("quorum_unknown");
        verdict.Sentence.ShouldContain("the path is suspected");
        verdict.Lead.StillWorks!.ShouldContain("A lost quorum would go unnoticed");
    }

    [Fact]
    public void Silence_that_hides_a_possible_quorum_is_told_as_not_seen()
    {
        After(2);
        _rounds.Down(1, EtcdFailure.Timeout).Down(2, EtcdFailure.Timeout).Leaderless(0);

        After(2).Lead!.NotSeen.ShouldContain(n => n.Field == "has_leader");
    }

    [Fact]
    public void An_election_is_no_lost_quorum_and_its_notice_waits_four_seconds()
    {
        After(2);
        _rounds.Down(0).Leaderless(1, 2);

        Verdict verdict = After(2);

        verdict.Lead!.Rule.ShouldBe("no_leader");
        verdict.Lead.Hold.ShouldBe(TimeSpan.FromSeconds(4));
        verdict.Findings.ShouldNotContain(f => f.Rule == "quorum_lost");
    }

    [Fact]
    public void A_member_without_a_leader_while_others_have_one_is_a_partition_and_not_down()
    {
        After(2);
        _rounds.Leaderless(2);

        Verdict verdict = After(3);

        verdict.Lead!.Rule.ShouldBe("network_partition");
        verdict.Sentence.ShouldBe("etcd-2 is cut off from the other 2 members");
        verdict.Findings.ShouldNotContain(f => f.Rule == "member_down");
    }

    [Fact]
    public void A_member_that_names_the_leader_and_serves_nothing_is_named()
    {
        After(2);
        _rounds.NotServing(1);

        After(3);

        Rule("member_not_serving").Member.ShouldBe("etcd-1");
    }

    [Theory]
    [InlineData("NOSPACE", "nospace", "The database of etcd-0 is at its quota: writes are refused, and authorization is off")]
    [InlineData("CORRUPT", "corrupt", "different data")]
    public void Alarms_are_critical_at_once(string type, string rule, string says)
    {
        After(2);
        _rounds.Errors = [$"memberID:{Rounds.Id(0).Number} alarm:{type}"];

        Verdict verdict = After(1);

        verdict.Lead!.Rule.ShouldBe(rule);
        verdict.Severity.ShouldBe(Severity.Critical);
        verdict.Sentence.ShouldContain(says);
    }

    [Fact]
    public void More_leader_changes_within_fifteen_minutes_than_allowed_are_a_warning()
    {
        After(1);
        for (int change = 1; change <= 2; change++)
        {
            (_rounds.Leader, _rounds.Term) = (change % 3, (ulong)(2 + change));
            After(1).Findings.ShouldNotContain(f => f.Rule == "leader_changes");
        }

        (_rounds.Leader, _rounds.Term) = (0, 5);
        After(1).Findings.ShouldContain(f => f.Rule == "leader_changes");
    }

    [Fact]
    public void Too_few_members_by_configuration_is_critical()
    {
        After(2);
        _rounds.Down(2);

        After(2, new Thresholds { MinAvailableNodes = 3 });

        Rule("available_nodes").Sentence.ShouldBe("2 of 3 voters serve, at least 3 should");
    }

    [Fact]
    public void Symptoms_name_the_finding_that_explains_them()
    {
        After(2);
        _rounds.Down(2);
        After(3);

        Rule("member_down").ExplainedBy.ShouldBe("fault_tolerance");
        Rule("fault_tolerance").ExplainedBy.ShouldBeNull();
    }

    [Fact]
    public void Size_and_latency_over_their_limits_are_warnings()
    {
        Thresholds tight = new() { MaxDatabaseSizeMb = 10, MaxLatencyMs = 1 };
        After(60, tight).Findings.ShouldNotContain(f => f.Rule == "latency_reads", "the first minute under a leader still shows its election");
        After(15, tight);

        Rule("database_size").Severity.ShouldBe(Severity.Warning);
        Rule("latency_reads").Sentence.ShouldBe("P99 of reads is 2 ms, 1 ms are allowed");
    }

    [Fact]
    public void Members_that_nobody_asks_are_no_fault()
    {
        Rounds rounds = new();
        EtcdMonitor.Probes.ProbeRound round = rounds.Round();
        ClusterState state = ClusterFold.Fold(rounds.State, round with { Members = [round.Members[0]] });
        state = ClusterFold.Fold(state, round with { Members = [round.Members[0]] });

        Verdict verdict = Judge.Next(null, state, RuleBook.Default, new Thresholds());

        verdict.Severity.ShouldBe(Severity.Healthy);
        verdict.Sentence.ShouldBe("1 of 3 members serve, 2 are not asked, etcd-0 leads");
        verdict.Tolerance.Now.ShouldBe(1);
    }

    [Fact]
    public void A_verdict_keeps_its_start_and_counts_its_rounds()
    {
        After(2);
        _rounds.Down(1).Down(2).NotServing(0);
        Verdict first = After(2), later = After(5);

        later.Since.ShouldBe(first.Since);
        later.Rounds.ShouldBe(first.Rounds + 5);
    }

    private Finding Rule(string name) => _verdict!.Findings.Single(f => f.Rule == name);

    private Verdict After(int rounds, Thresholds? thresholds = null)
    {
        for (int i = 0; i < rounds; i++)
        {
            _verdict = Judge.Next(_verdict, _rounds.Play(), RuleBook.Default, thresholds ?? new Thresholds());
        }

        return _verdict!;
    }
}
