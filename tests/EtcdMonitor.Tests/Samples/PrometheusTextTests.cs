using System.Text;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Tests.Samples;

public sealed class PrometheusTextTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Kept_series_are_read_and_the_rest_is_counted_only()
    {
        MetricsPage page = new(At);
        PrometheusText parser = new(page);
        parser.Read(
            """
            # HELP process_open_fds Number of open file descriptors.
            # TYPE process_open_fds gauge
            process_open_fds 17
            some_other_series{a="b"} 3
            etcd_mvcc_db_total_size_in_bytes 2.097152e+07

            """u8,
            end: true);

        page[Series.OpenFds].ShouldBe(17);
        page[Series.DbSize].ShouldBe(20971520);
        parser.Lines.ShouldBe(3);
    }

    [Fact]
    public void A_series_that_the_page_lacks_is_not_a_number_and_not_zero() => double.IsNaN(Parse("process_open_fds 17\n")[Series.Cpu]).ShouldBeTrue();

    [Fact]
    public void Only_unary_calls_count_as_requests_and_only_the_servers_faults_as_errors()
    {
        MetricsPage page = Parse("""
            grpc_server_handled_total{grpc_code="OK",grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} 90
            grpc_server_handled_total{grpc_code="Unavailable",grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary"} 4
            grpc_server_handled_total{grpc_code="NotFound",grpc_method="LeaseRevoke",grpc_service="etcdserverpb.Lease",grpc_type="unary"} 6
            grpc_server_handled_total{grpc_code="Unavailable",grpc_method="Watch",grpc_service="etcdserverpb.Watch",grpc_type="bidi_stream"} 50

            """);

        page[Series.Requests].ShouldBe(100);
        page[Series.RequestErrors].ShouldBe(4);
    }

    [Fact]
    public void Reads_and_writes_have_histograms_of_their_own()
    {
        MetricsPage page = Parse("""
            grpc_server_handling_seconds_bucket{grpc_method="Range",grpc_type="unary",le="0.005"} 8
            grpc_server_handling_seconds_bucket{grpc_method="Range",grpc_type="unary",le="+Inf"} 10
            grpc_server_handling_seconds_bucket{grpc_method="Put",grpc_type="unary",le="0.005"} 1
            grpc_server_handling_seconds_bucket{grpc_method="Txn",grpc_type="unary",le="0.005"} 2
            grpc_server_handling_seconds_bucket{grpc_method="Status",grpc_type="unary",le="0.005"} 99

            """);

        page[HistogramSeries.GrpcReads]!.Count.ShouldBe(10);
        page[HistogramSeries.GrpcWrites]!.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_page_reads_the_same_however_it_is_cut(int piece)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("process_open_fds 17\nprocess_max_fds 1024\n# end\nprocess_cpu_seconds_total 1.5");
        MetricsPage page = new(At);
        PrometheusText parser = new(page);
        List<byte> held = [];
        foreach (byte[] chunk in bytes.Chunk(piece))
        {
            held.AddRange(chunk);
            held.RemoveRange(0, parser.Read(held.ToArray(), end: false));
        }

        parser.Read(held.ToArray(), end: true);

        page[Series.OpenFds].ShouldBe(17);
        page[Series.MaxFds].ShouldBe(1024);
        page[Series.Cpu].ShouldBe(1.5);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory() =>
        Should.Throw<MetricsPageTooLargeException>(() => new PrometheusText(new MetricsPage(At)).Read(new byte[PrometheusText.MaxLine + 1], end: false)).Message.ShouldContain("longer than 4096 bytes");

    [Fact]
    public void A_page_of_too_many_series_is_refused()
    {
        string page = string.Concat(Enumerable.Range(0, PrometheusText.MaxLines + 1).Select(i => $"x{i} 1\n"));

        Should.Throw<MetricsPageTooLargeException>(() => Parse(page)).Message.ShouldContain("more than 20000 series");
    }

    [Theory]
    [InlineData("<html><body>not metrics</body></html>")]
    [InlineData("name{label=\"no end\" 3\n")]
    [InlineData("{\"json\":true}\n")]
    public void What_is_no_metrics_page_is_said_to_be_none_or_gives_no_figures(string text)
    {
        try
        {
            double.IsNaN(Parse(text)[Series.OpenFds]).ShouldBeTrue();
        }
        catch (InvalidDataException e)
        {
            e.Message.ShouldStartWith("it ");
        }
    }

    private static MetricsPage Parse(string text)
    {
        MetricsPage page = new(At);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        new PrometheusText(page).Read(bytes, end: true).ShouldBe(bytes.Length);
        return page;
    }
}
