using System.Buffers.Text;

namespace EtcdMonitor.Samples;

/// <summary>
/// Which lines of a metrics page are kept, and as what. Names hold for etcd 3.4 to 3.7; of two names for one figure the
/// page carries the stable one beside the older, so only the stable one is listed.
/// </summary>
internal static class Catalog
{
    private static readonly Utf8Table<Entry> Entries = new(
        One("process_start_time_seconds", Series.ProcessStart),
        One("process_cpu_seconds_total", Series.Cpu),
        One("process_resident_memory_bytes", Series.Memory),
        One("process_open_fds", Series.OpenFds),
        One("process_max_fds", Series.MaxFds),
        One("etcd_server_proposals_pending", Series.ProposalsPending),
        One("etcd_server_quota_backend_bytes", Series.Quota),
        One("etcd_mvcc_db_total_size_in_bytes", Series.DbSize),
        ("grpc_server_handled_total", Requests),
        Buckets("etcd_disk_wal_fsync_duration_seconds_bucket", HistogramSeries.Fsync),
        Buckets("etcd_disk_backend_commit_duration_seconds_bucket", HistogramSeries.Commit),
        ("etcd_network_peer_round_trip_time_seconds_bucket", RoundTrip),
        ("etcd_network_active_peers", (page, labels, value) => Of(page, labels, "Remote"u8)?.Active = value),
        ("etcd_network_peer_sent_failures_total", (page, labels, value) => Of(page, labels, "To"u8)?.SendFailures = value),
        ("etcd_network_peer_received_bytes_total", (page, labels, value) => Of(page, labels, "From"u8)?.ReceivedBytes = value),
        ("grpc_server_handling_seconds_bucket", RequestDuration));

    private delegate void Entry(MetricsPage page, ReadOnlySpan<byte> labels, double value);

    /// <summary>Puts a line where it belongs; false: it is not kept.</summary>
    public static bool TryAdd(MetricsPage page, ReadOnlySpan<byte> name, ReadOnlySpan<byte> labels, double value)
    {
        if (!Entries.TryGet(name, out Entry? entry))
        {
            return false;
        }

        entry(page, labels, value);
        return true;
    }

    private static (string Name, Entry Add) One(string name, Series series) => (name, (page, _, value) => page.Add(series, value));

    private static (string Name, Entry Add) Buckets(string name, HistogramSeries series) => (name, (page, labels, value) =>
        page.Add(series, Labels.Bound(labels), value));

    /// <summary>Unary requests only: every watch that ends counts as failed, which would drown real errors.</summary>
    private static void Requests(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        if (!Labels.Get(labels, "grpc_type"u8).SequenceEqual("unary"u8))
        {
            return;
        }

        page.Add(Series.Requests, value);
        if (IsServerFault(Labels.Get(labels, "grpc_code"u8)))
        {
            page.Add(Series.RequestErrors, value);
        }
    }

    private static void RoundTrip(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        double bound = Labels.Bound(labels);
        page.Add(HistogramSeries.PeerRoundTrip, bound, value);
        if (!double.IsNaN(bound))
        {
            Of(page, labels, "To"u8)?.RoundTrip.Add(bound, value);
        }
    }

    /// <summary>The peer that a label names in hex; null: none, as id 0, under which etcd counts the heartbeats of its streams.</summary>
    private static PeerFigures? Of(MetricsPage page, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> label)
    {
        ReadOnlySpan<byte> hex = Labels.Get(labels, label);
        return Utf8Parser.TryParse(hex, out ulong id, out int used, 'x') && used == hex.Length && id != 0 ? page.Peer(id) : null;
    }

    private static void RequestDuration(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        ReadOnlySpan<byte> method = Labels.Get(labels, "grpc_method"u8);
        if (method.SequenceEqual("Range"u8))
        {
            page.Add(HistogramSeries.Reads, Labels.Bound(labels), value);
        }
        else if (method.SequenceEqual("Put"u8) || method.SequenceEqual("Txn"u8) || method.SequenceEqual("DeleteRange"u8))
        {
            page.Add(HistogramSeries.Writes, Labels.Bound(labels), value);
        }
    }

    /// <summary>Codes that etcd's own monitoring mixin counts as the server's failure.</summary>
    private static bool IsServerFault(ReadOnlySpan<byte> code) =>
        code.SequenceEqual("Unknown"u8) || code.SequenceEqual("FailedPrecondition"u8) || code.SequenceEqual("ResourceExhausted"u8)
        || code.SequenceEqual("Internal"u8) || code.SequenceEqual("Unavailable"u8) || code.SequenceEqual("DataLoss"u8)
        || code.SequenceEqual("DeadlineExceeded"u8);
}
