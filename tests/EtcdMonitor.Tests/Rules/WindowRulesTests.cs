using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class WindowRulesTests
{
    private static readonly DateTimeOffset Now = Paged.Calm.At;

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Proposals_that_fail_are_told_from_a_number_on(double failed, bool found)
    {
        Finding? finding = new FailedProposalsRule().Says(Failing(failed));

        (finding?.Severity, finding?.Member).ShouldBe(found ? (Severity.Warning, "etcd-0") : (null, null));
        finding?.Sentence.ShouldBe("6 proposals of etcd-0 failed within 15 minutes although there is a leader, 5 are allowed");
    }

    [Fact]
    public void Proposals_that_an_election_cost_are_not_counted()
    {
        ClusterState state = Failing(500);

        // ten minutes ago 500 had failed since fourteen minutes ago, and none failed since
        Finding? At(double minutes) => new FailedProposalsRule().Says(state with { Leadership = state.Leadership with { Since = Now.AddMinutes(-minutes) } });

        At(20).ShouldNotBeNull();
        At(12).ShouldBeNull("they failed around the election");
        At(1).ShouldBeNull("its figures still weigh");
        new FailedProposalsRule().Says(state with { Leadership = new() }).ShouldBeNull("there is no leader");
    }

    [Fact]
    public void An_old_or_missing_page_says_nothing_about_proposals()
    {
        ClusterState state = Failing(500);

        new FailedProposalsRule().Says(state.Old()).ShouldBeNull();
        new FailedProposalsRule().Says(Changed(state, m => m with { Missing = "it did not arrive" })).ShouldBeNull();
        new FailedProposalsRule().Unseen(Changed(state, m => m with { Missing = "it did not arrive" })).ShouldBe("it did not arrive");
        new FailedProposalsRule().Unseen(state).ShouldBeNull();
        new FailedProposalsRule().Says(state, new() { MaxFailedProposalsPerQuarterHour = 500 }).ShouldBeNull();
    }

    [Fact]
    public void What_pages_count_is_followed_through_a_restart()
    {
        Rounds rounds = new() { Pages = new Pages().Figure(0, "etcd_server_proposals_failed_total", 40) };
        rounds.Play(75); // the election weighs no more
        rounds.Pages.Figure(0, "etcd_server_proposals_failed_total", 43);
        rounds.Play();
        rounds.Pages.Figure(0, "process_start_time_seconds", 5000).Figure(0, "etcd_server_proposals_failed_total", 2);
        ClusterState state = rounds.Play(60);
        state.Members[0].Metrics.Lately.Increase(p => p.ProposalsFailed, DateTimeOffset.MinValue).Value.ShouldBe(5);
        new FailedProposalsRule().Says(state).ShouldBeNull();

        rounds.Pages.Figure(0, "etcd_server_proposals_failed_total", 100);
        new FailedProposalsRule().Says(rounds.Play()).ShouldNotBeNull().Member.ShouldBe("etcd-0");
        rounds.Pages.Missing(0);
        new FailedProposalsRule().Says(rounds.Play()).ShouldBeNull("its page is missing");
        rounds.State.Members[0].Metrics.Lately.Points.Length.ShouldBeGreaterThan(1, "what was seen before is kept");
    }

    [Theory]
    [InlineData(false, 1, 14)]
    [InlineData(false, 1, 2, 15)]
    [InlineData(true, 1, 2, 14)]
    public void Three_starts_within_fifteen_minutes_are_a_loop(bool found, params int[] minutesAgo)
    {
        Finding? finding = new RestartLoopRule().Says(Restarted(minutesAgo));

        (finding?.Rule, finding?.Since).ShouldBe(found ? ("restart_loop", Now.AddMinutes(-1)) : (null, null));
        finding?.Sentence.ShouldBe("etcd-0 was started 3 times within 15 minutes, 2 are normal");
    }

    [Fact]
    public void A_loop_is_told_while_the_member_is_down_too_and_its_limit_is_a_setting()
    {
        ClusterState state = Restarted(1, 2, 3);

        new RestartLoopRule().Says(state.Old())!.Member.ShouldBe("etcd-0");
        new RestartLoopRule().Says(state, new() { MaxRestartsPerQuarterHour = 3 }).ShouldBeNull();
        new RestartLoopRule().Unseen(Changed(Paged.Calm, m => m with { Lately = new() })).ShouldBe("its metrics page has no process_start_time_seconds");
        new RestartLoopRule().Unseen(Paged.Calm).ShouldBeNull();
    }

    [Theory]
    [InlineData(11_000, 1000, false)]
    [InlineData(11_001, 1000, true)]
    public void Leases_are_told_when_many_more_are_granted_than_end(double granted, double ended, bool found)
    {
        ClusterState state = Leases(granted, ended);

        Finding? finding = new LeaseRule().Says(state);

        (finding?.Severity).ShouldBe(found ? Severity.Warning : null);
        finding?.Sentence.ShouldBe("10,001 more leases were granted within 15 minutes than ended, 10,000 are allowed");
        new LeaseRule().Says(state, new() { MaxLeasesGainedPerQuarterHour = 20_000 }).ShouldBeNull();
        new LeaseRule().Says(state.Old()).ShouldBeNull();
    }

    [Fact]
    public void Leases_that_no_page_counts_are_not_seen()
    {
        new LeaseRule().Says(Paged.Calm).ShouldBeNull();
        new LeaseRule().Unseen(Paged.Calm).ShouldBe("its metrics page lacks the counter");
        new LeaseRule().Unseen(Leases(1, 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("--unsafe-no-fsync", Severity.Warning, "runs with --unsafe-no-fsync: after a crash of its host it has lost writes that it acknowledged")]
    [InlineData("--force-new-cluster=true", Severity.Warning, "runs with --force-new-cluster: its next start throws all other members out of its data")]
    [InlineData("--unsafe-no-fsync=1", Severity.Warning, "runs with --unsafe-no-fsync: after a crash of its host it has lost writes that it acknowledged")]
    [InlineData("--unsafe-no-fsync=false", null, null)]
    [InlineData("--name=unsafe-no-fsync", null, null)]
    public void A_flag_that_puts_data_at_risk_is_told(string flag, Severity? severity, string? says)
    {
        ClusterState state = Paged.WithMember(m => m with { Flags = new() { At = Now, Missing = null, Values = CommandLine.Flags(["etcd", flag]) } });

        Finding? finding = new DangerousFlagsRule().Says(state);

        (finding?.Severity).ShouldBe(severity);
        finding?.Sentence.ShouldBe($"etcd-0 {says}");
        new DangerousFlagsRule().Unseen(state).ShouldBeNull();
        new DangerousFlagsRule().Unseen(Paged.Calm).ShouldBe("its command line was not read yet");
    }

    /// <summary>So many proposals failed between fourteen and twelve minutes ago.</summary>
    private static ClusterState Failing(double failed) =>
        Lately([new(Now.AddMinutes(-14), 100, null, null), new(Now.AddMinutes(-11), 100 + failed, null, null)], new(Now.AddSeconds(-1), 100 + failed, null, null));

    private static ClusterState Leases(double granted, double ended) => Lately([new(Now.AddMinutes(-14), null, 50, 40)], new(Now, null, 50 + granted, 40 + ended));

    private static ClusterState Lately(CounterPoint[] points, CounterPoint newest) =>
        Changed(Paged.Calm, m => m with { Lately = m.Lately with { Points = [.. points], Newest = newest } });

    private static ClusterState Restarted(params int[] minutesAgo) =>
        Changed(Paged.Calm, m => m with { Lately = m.Lately with { Restarts = [.. minutesAgo.OrderDescending().Select(minutes => Now.AddMinutes(-minutes))] } });

    private static ClusterState Changed(ClusterState state, Func<MemberMetrics, MemberMetrics> change) =>
        state with { Members = state.Members.SetItem(0, state.Members[0] with { Metrics = change(state.Members[0].Metrics) }) };
}
