using System.Text;
using Etcd.Client;
using EtcdMonitor.Samples;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.State;

public sealed class MetricsFoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_page_tells_gauges_and_says_of_rates_that_one_more_is_needed()
    {
        MemberMetrics metrics = Read(Page("process_resident_memory_bytes 5e7\nprocess_cpu_seconds_total 7\nprocess_open_fds 20\nprocess_max_fds 80\n"));

        metrics.MemoryBytes.Value.ShouldBe(5e7);
        metrics.FdsUsedRatio.Value.ShouldBe(0.25);
        metrics.CpuCores.ShouldBe(Figure.Unknown("one more metrics page is needed"));
    }

    [Fact]
    public void A_series_that_the_page_lacks_is_named_in_the_reason() =>
        Read(Page("")).Watchers.ShouldBe(Figure.Unknown("its metrics page has no etcd_debugging_mvcc_watcher_total"));

    [Fact]
    public void Labelled_series_are_absent_until_they_count_something_and_that_is_a_zero() =>
        Read(Page("", 0), Page("", 10)).SnapshotFailuresPerS.Value.ShouldBe(0);

    [Fact]
    public void A_page_that_cannot_be_read_leaves_every_figure_unknown_for_that_reason()
    {
        MemberMetrics metrics = MetricsFold.Member(Read(Page("process_open_fds 20\n")), new("", Noon, null, EtcdFailure.Timeout, "it did not arrive within 2 s"));

        (metrics.OpenFds.Value, metrics.OpenFds.Reason).ShouldBe((null, "it did not arrive within 2 s"));
        (metrics.Fsync.P99, metrics.Fsync.Reason).ShouldBe((null, "it did not arrive within 2 s"));
        (metrics.At, metrics.Failure).ShouldBe((null, EtcdFailure.Timeout));
    }

    [Fact]
    public void A_restart_gives_no_rate_until_the_next_page_and_says_when_it_was()
    {
        string before = "process_start_time_seconds 1000\nprocess_cpu_seconds_total 50\n";
        string after = $"process_start_time_seconds {Noon.AddSeconds(8).ToUnixTimeSeconds()}\nprocess_cpu_seconds_total";

        Read(Page(before, 0), Page($"{after} 60\n", 10)).CpuCores.ShouldBe(Figure.Unknown("etcd started again at 12:00:08 UTC: one more metrics page is needed"));
        Read(Page(before, 0), Page($"{after} 60\n", 10), Page($"{after} 65\n", 20)).CpuCores.Value.ShouldBe(0.5);
    }

    [Fact]
    public void Where_etcd_tells_no_start_time_a_counter_that_went_back_gives_no_negative_rate()
    {
        Read(Page("etcd_mvcc_put_total 50\n", 0), Page("etcd_mvcc_put_total 80\n", 10)).PutsPerS.Value.ShouldBe(3);
        Read(Page("etcd_mvcc_put_total 50\n", 0), Page("etcd_mvcc_put_total 20\n", 10)).PutsPerS.ShouldBe(Figure.Unknown("etcd_mvcc_put_total went back"));
    }

    [Fact]
    public void Of_two_names_for_one_counter_the_stable_one_counts_and_the_older_one_stands_in_for_it()
    {
        Read(Page("etcd_debugging_mvcc_put_total 7\netcd_mvcc_put_total 7\n", 0), Page("etcd_debugging_mvcc_put_total 17\netcd_mvcc_put_total 17\n", 10)).PutsPerS.Value.ShouldBe(1);
        Read(Page("etcd_debugging_mvcc_put_total 7\n", 0), Page("etcd_debugging_mvcc_put_total 17\n", 10)).PutsPerS.Value.ShouldBe(1);
    }

    [Fact]
    public void Committed_and_applied_are_indexes_whose_growth_is_a_rate_and_whose_distance_is_a_lag()
    {
        MemberMetrics metrics = Read(Page("etcd_server_proposals_applied_total 90\netcd_server_proposals_committed_total 100\n", 0), Page("etcd_server_proposals_applied_total 180\netcd_server_proposals_committed_total 200\n", 10));

        (metrics.ProposalsCommittedPerS.Value, metrics.ProposalsAppliedPerS.Value, metrics.ApplyLag.Value).ShouldBe((10, 9, 20));
    }

    [Fact]
    public void Rare_failures_are_a_rate_over_about_a_minute()
    {
        MemberMetrics metrics = Read(Page("etcd_server_proposals_failed_total 0\n", 0), Page("etcd_server_proposals_failed_total 3\n", 10), Page("etcd_server_proposals_failed_total 3\n", 60));

        metrics.ProposalsFailedPerS.Value.ShouldBe(0.05);
    }

    [Theory]
    [InlineData(1000, 50, 0.05)]
    [InlineData(10, 10, null)]
    public void The_share_of_failed_requests_leaves_streams_out_and_takes_two_requests_a_second(double requests, double errors, double? rate)
    {
        Figure figure = Read(Page(Handled(0, 0, 0), 0), Page(Handled(requests - errors, errors, 5000), 10)).ErrorRate;

        figure.Value.ShouldBe(rate);
        figure.Reason.ShouldBe(rate is null ? "fewer than 2 requests a second: a share of so few says nothing" : null);
    }

    [Fact]
    public void Open_streams_are_those_that_started_and_did_not_end()
    {
        const string Labels = "grpc_method=\"Watch\",grpc_service=\"etcdserverpb.Watch\",grpc_type=\"bidi_stream\"";
        MemberMetrics metrics = Read(Page($"grpc_server_handled_total{{grpc_code=\"Canceled\",{Labels}}} 3\ngrpc_server_started_total{{{Labels}}} 10\n"));

        metrics.ClientStreams.Value.ShouldBe(7);
    }

    [Fact]
    public void A_quantile_in_the_last_bucket_is_told_as_a_lower_bound()
    {
        Latency fsync = Read(Page(Fsyncs(0, 0), 0), Page(Fsyncs(90, 100), 10)).Fsync;

        (fsync.P50, fsync.P99, fsync.HighestBoundMs).ShouldBe((4096 * 5 / 4.5, 8192, 8192));
        fsync.Figure(l => l.P99).IsLowerBound.ShouldBeTrue();
        fsync.Figure(l => l.P50).IsLowerBound.ShouldBeFalse();
    }

    [Fact]
    public void A_busy_disk_that_turns_slow_shows_on_the_next_page_and_an_idle_one_is_watched_for_a_minute()
    {
        Read(Page(Fsyncs(0, 0), 0), Page(Fsyncs(50_000, 50_000), 50), Page(Fsyncs(50_000, 50_030), 60)).Fsync.P99.ShouldBe(8192);
        Read(Page(Fsyncs(0, 0), 0), Page(Fsyncs(0, 3), 50), Page(Fsyncs(0, 3), 60)).Fsync.P99.ShouldBe(8192);
        Read(Page(Fsyncs(5, 5), 0), Page(Fsyncs(5, 5), 10)).Fsync.Reason.ShouldBe("no WAL fsync in the last minute");
    }

    [Fact]
    public void Requests_are_timed_by_gRPCs_histogram_or_by_etcds_own_and_never_by_both()
    {
        Read(Page(Grpc(0) + Own(0), 0), Page(Grpc(40) + Own(40), 10)).Delta!.Counted(HistogramSeries.GrpcReads)!.Count.ShouldBe(40);
        Read(Page(Own(0), 0), Page(Own(40), 10)).Read.P50.ShouldBe(4);
        Read(Page(Own(0), 0), Page(Own(40), 10)).ProposalCommit.P99.ShouldBe(8 * 0.99);
        Read(Page("", 0), Page("", 10)).Read.Reason.ShouldBe("etcd runs without --metrics=extensive");

        static string Grpc(int count) => $"grpc_server_handling_seconds_bucket{{grpc_method=\"Range\",grpc_type=\"unary\",le=\"+Inf\"}} {count}\n";
        static string Own(int count) => string.Concat(new[] { "Put", "Range" }.Select(type => $"etcd_server_request_duration_seconds_bucket{{success=\"true\",type=\"{type}\",le=\"0.008\"}} {count}\n"));
    }

    [Fact]
    public void A_defragmentation_tells_how_long_it_took()
    {
        static string Defrags(int count, double seconds) => $"etcd_disk_backend_defrag_duration_seconds_sum {seconds}\netcd_disk_backend_defrag_duration_seconds_count {count}\n";

        Read(Page(Defrags(1, 2), 0), Page(Defrags(2, 5.5), 10)).DefragSeconds.Value.ShouldBe(3.5);
        Read(Page(Defrags(1, 2), 0), Page(Defrags(1, 2), 10)).DefragSeconds.Reason.ShouldBe("no defragmentation ended in the last minute");
    }

    private static string Handled(double ok, double failed, double watches) => $$"""
        grpc_server_handled_total{grpc_code="OK",grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} {{ok}}
        grpc_server_handled_total{grpc_code="Unavailable",grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary"} {{failed}}
        grpc_server_handled_total{grpc_code="Unavailable",grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream"} {{watches}}

        """;

    private static string Fsyncs(int known, int all) => $$"""
        etcd_disk_wal_fsync_duration_seconds_bucket{le="8.192"} {{known}}
        etcd_disk_wal_fsync_duration_seconds_bucket{le="+Inf"} {{all}}

        """;

    private static (string Text, double At) Page(string text, double at = 0) => (text, at);

    private static MemberMetrics Read(params (string Text, double At)[] pages)
    {
        List<MetricsPage> read = [];
        foreach ((string text, double at) in pages)
        {
            MetricsPage page = new(Noon.AddSeconds(at));
            new PrometheusText(page).Read(Encoding.UTF8.GetBytes(text), end: true);
            read.Add(page);
        }

        return MetricsFold.Member(new(), new("", read[^1].At, new MetricsDelta(read[^1], read[..^1]), EtcdFailure.None, null));
    }
}
