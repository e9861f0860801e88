using System.Collections.Immutable;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class CheckListTests
{
    [Fact]
    public void Every_rule_says_what_it_looks_at_and_no_two_say_it_by_one_name()
    {
        Check[] checks = [.. RuleBook.Default.SelectMany(rule => rule.Checks)];

        RuleBook.Default.ShouldAllBe(rule => rule.Checks.Count > 0);
        checks.Select(c => c.Name).ShouldBeUnique();
        checks.ShouldAllBe(c => c.LooksAt.Length > 0 && c.Well.Length > 0 && !c.Well.EndsWith('.'));
    }

    [Fact]
    public void A_healthy_cluster_is_well_in_all_that_was_seen_and_says_what_was_not()
    {
        ImmutableArray<CheckResult> results = Results(new Rounds(), 2);

        results.Where(r => r.Outcome == CheckOutcome.NotSeen).Select(r => r.Name).Distinct().ShouldBe(["asymmetric_partition", "authorization_off", "fsync_latency", "heartbeat_failures", "defrag_running", "latency_reads", "latency_writes", "error_rate", "disk_space", "commit_latency", "peer_latency", "slow_applies", "quota_used", "quota_forecast", "file_descriptors", "member_memory", "slow_watchers", "watch_backlog", "proposals_failed", "restart_loop", "lease_explosion", "compaction_stalled", "dangerous_flags", "metrics_missing", "silent_corruption", "quota_drift", "flag_drift"], ignoreOrder: true);
        results.ShouldAllBe(r => r.Outcome == CheckOutcome.Well || r.Outcome == CheckOutcome.NotSeen);
        results.Count(r => r.Name == "member_down").ShouldBe(3, "one for each member");
        results.Single(r => r.Name == "quorum_lost").Text.ShouldBe("The quorum is not lost");
    }

    [Fact]
    public void What_is_wrong_stands_first_with_its_finding()
    {
        ImmutableArray<CheckResult> results = Results(new Rounds().Down(2), 2);

        results[0].ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(CheckOutcome.Warning), r => r.Finding.ShouldNotBeNull());
        results.Single(r => r is { Name: "member_down", Member: "etcd-2" }).Text.ShouldBe("etcd-2 refuses connections");
        results.Single(r => r is { Name: "member_not_serving", Member: "etcd-2" }).ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(CheckOutcome.NotSeen), r => r.Text.ShouldBe("it refuses connections"));
        results.Single(r => r is { Name: "member_not_serving", Member: "etcd-1" }).Outcome.ShouldBe(CheckOutcome.Well);
    }

    [Fact]
    public void Of_a_cluster_that_nobody_reaches_nothing_is_called_well_but_that_its_members_were_started()
    {
        Rounds rounds = new Rounds();
        rounds.Play();
        ImmutableArray<CheckResult> results = Results(rounds.Down(0, Etcd.Client.EtcdFailure.Timeout).Down(1, Etcd.Client.EtcdFailure.Timeout).Down(2, Etcd.Client.EtcdFailure.Timeout), 2);

        results[0].Name.ShouldBe("quorum_unknown");
        results[0].Outcome.ShouldBe(CheckOutcome.Unknown);
        results.Where(r => r.Outcome == CheckOutcome.Well).Select(r => r.Name).Distinct().ShouldBe(["member_unstarted"]);
        results.Single(r => r.Name == "quorum_lost").Unnoticed.ShouldBe("A lost quorum would go unnoticed");
    }

    [Fact]
    public void What_too_few_rounds_have_shown_is_neither_well_nor_found()
    {
        CheckResult result = Results(new Rounds().Down(2), 1).Single(r => r is { Name: "member_down", Member: "etcd-2" });

        result.Outcome.ShouldBe(CheckOutcome.NotSeen);
        result.Text.ShouldBe("etcd-2 refuses connections, seen 1 of the 2 rounds that it takes");
    }

    private static ImmutableArray<CheckResult> Results(Rounds rounds, int count)
    {
        Verdict? verdict = null;
        for (int round = 0; round < count; round++)
        {
            ClusterState state = rounds.Play();
            verdict = Judge.Next(verdict, state, RuleBook.Default, new());
        }

        return CheckList.Of(rounds.State, verdict!, RuleBook.Default);
    }
}
