using EtcdMonitor.Probes;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.State;

public sealed class LatencyFoldTests
{
    [Fact]
    public void Without_histograms_of_etcd_reads_are_those_of_the_monitor_through_each_member()
    {
        MemberState member = new Rounds { Pages = new() }.Play(3).Members[1];

        (member.ReadLatency.P99, member.ReadLatency.Source).ShouldBe((2, FigureSource.Canary));
        (member.WriteLatency.P99, member.WriteLatency.Reason).ShouldBe((null, "etcd runs without --metrics=extensive"));
    }

    [Fact]
    public void With_them_they_are_etcds()
    {
        const string Series = "grpc_server_handling_seconds_bucket{grpc_method=\"Range\",grpc_type=\"unary\",le=\"0.004\"}";
        Pages pages = new Pages().Figure(0, Series, 0);
        Rounds rounds = new() { Pages = pages };
        rounds.Play();
        pages.Figure(0, Series, 100);

        ClusterState state = rounds.Play();

        (state.Members[0].ReadLatency.P50, state.Members[0].ReadLatency.Source).ShouldBe((2, FigureSource.Server));
        (state.Metrics.Read.P50, state.Metrics.Source).ShouldBe((2, FigureSource.Server));
        state.Members[1].ReadLatency.Source.ShouldBe(FigureSource.Canary);
    }

    [Fact]
    public void Canary_writes_stand_in_for_writes_and_proposals()
    {
        ClusterState state = Written(new CanaryWrite(Rounds.Endpoint(0), Rounds.Noon, TimeSpan.FromMilliseconds(4), null));

        (state.Metrics.Write.P99, state.Metrics.Write.Source).ShouldBe((4, FigureSource.Canary));
        (state.Members[0].WriteLatency.P50, state.Members[0].ProposalCommitLatency.P50).ShouldBe((4, 4));
        state.Members[1].WriteLatency.P50.ShouldBeNull("none went through it yet");
    }

    [Fact]
    public void A_canary_write_that_failed_is_the_reason() =>
        Written(new CanaryWrite(Rounds.Endpoint(0), Rounds.Noon, null, new(default, "user monitor may not write"))).Metrics.Write.Reason.ShouldBe("the monitor's own write failed: user monitor may not write");

    [Fact]
    public void The_last_twenty_count()
    {
        ClusterState state = Written([.. Enumerable.Range(1, 30).Select(i => new CanaryWrite(Rounds.Endpoint(0), Rounds.Noon, TimeSpan.FromMilliseconds(i), null))]);

        (state.CanaryWrites.Length, state.Metrics.Write.P50, state.Metrics.Write.P99).ShouldBe((20, 20, 30));
    }

    [Fact]
    public void The_monitor_writes_through_one_serving_voter_after_the_other()
    {
        ClusterState state = new Rounds().Learner(2).Play();
        WriteTarget.Of(state).ShouldBe(Rounds.Endpoint(0));

        state = state with { CanaryWrites = [new(Rounds.Endpoint(0), Rounds.Noon, TimeSpan.Zero, null)] };
        WriteTarget.Of(state).ShouldBe(Rounds.Endpoint(1));
        WriteTarget.Of(state with { CanaryWrites = [.. state.CanaryWrites, new(Rounds.Endpoint(1), Rounds.Noon, null, null)] }).ShouldBe(Rounds.Endpoint(0));
    }

    [Fact]
    public void It_never_writes_under_NOSPACE_without_a_quorum_or_without_a_leader()
    {
        WriteTarget.Of(new Rounds { Errors = ["memberID:160 alarm:NOSPACE "] }.Play()).ShouldBeNull();
        WriteTarget.Of(new Rounds().Down(1).Down(2).Play()).ShouldBeNull();
        WriteTarget.Of(new Rounds().NotServing(1, 2).Play()).ShouldBeNull();
        WriteTarget.Of(new Rounds { Leader = null }.Play()).ShouldBeNull();
        WriteTarget.Of(new Rounds().State).ShouldBeNull();
    }

    private static ClusterState Written(params CanaryWrite[] writes)
    {
        Rounds rounds = new();
        ClusterState state = rounds.Play();
        foreach (CanaryWrite write in writes)
        {
            state = ClusterFold.Fold(state, rounds.Round() with { Write = write });
        }

        return state;
    }
}
