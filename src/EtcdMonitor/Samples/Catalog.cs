using System.Buffers.Text;

namespace EtcdMonitor.Samples;

/// <summary>
/// Which lines of a metrics page are kept, and as what. Names hold for etcd 3.4 to 3.7 unless said otherwise. Of two names for one figure
/// the older stands first, on the page and here: the stable one has the last word.
/// </summary>
internal static class Catalog
{
    private static readonly Row[] Rows =
    [
        One("process_start_time_seconds", Series.ProcessStart),
        One("process_cpu_seconds_total", Series.Cpu),
        One("process_resident_memory_bytes", Series.Memory),
        One("process_open_fds", Series.OpenFds),
        One("process_max_fds", Series.MaxFds),

        One("etcd_mvcc_db_total_size_in_bytes", Series.DbSize),
        One("etcd_mvcc_db_total_size_in_use_in_bytes", Series.DbSizeInUse),
        One("etcd_server_quota_backend_bytes", Series.Quota),
        One("etcd_debugging_mvcc_keys_total", Series.Keys),
        One("etcd_debugging_mvcc_compact_revision", Series.CompactRevision),
        One("etcd_debugging_mvcc_put_total", Series.Puts),
        One("etcd_mvcc_put_total", Series.Puts),
        One("etcd_debugging_mvcc_delete_total", Series.Deletes),
        One("etcd_mvcc_delete_total", Series.Deletes),
        One("etcd_debugging_mvcc_txn_total", Series.Txns),
        One("etcd_mvcc_txn_total", Series.Txns),
        One("etcd_debugging_mvcc_range_total", Series.Ranges),
        One("etcd_mvcc_range_total", Series.Ranges),

        One("etcd_server_proposals_committed_total", Series.ProposalsCommitted),
        One("etcd_server_proposals_applied_total", Series.ProposalsApplied),
        One("etcd_server_proposals_pending", Series.ProposalsPending),
        One("etcd_server_proposals_failed_total", Series.ProposalsFailed),
        One("etcd_server_leader_changes_seen_total", Series.LeaderChangesSeen),
        One("etcd_server_heartbeat_send_failures_total", Series.HeartbeatFailures),
        One("etcd_server_slow_apply_total", Series.SlowApplies),
        One("etcd_server_slow_read_indexes_total", Series.SlowReadIndexes),
        One("etcd_server_read_indexes_failed_total", Series.ReadIndexesFailed),

        Sum("etcd_network_snapshot_send_inflights_total", Series.SnapshotsSending),
        Sum("etcd_network_snapshot_receive_inflights_total", Series.SnapshotsReceiving),
        One("etcd_server_snapshot_apply_in_progress_total", Series.SnapshotsApplying),
        Sum("etcd_network_snapshot_send_failures", Series.SnapshotFailures),
        Sum("etcd_network_snapshot_receive_failures", Series.SnapshotFailures),
        One("etcd_disk_defrag_inflight", Series.DefragInflight),
        One("etcd_disk_backend_defrag_duration_seconds_count", Series.Defrags),
        One("etcd_disk_backend_defrag_duration_seconds_sum", Series.DefragSeconds),

        One("etcd_network_client_grpc_received_bytes_total", Series.ClientReceived),
        One("etcd_network_client_grpc_sent_bytes_total", Series.ClientSent),
        new("etcd_network_peer_received_bytes_total", PeerReceived) { Series = [Series.PeerReceived], Labelled = true },
        Sum("etcd_network_peer_sent_bytes_total", Series.PeerSent),
        new("etcd_network_active_peers", (page, labels, value) => Of(page, labels, "Remote"u8)?.Active = value),
        new("etcd_network_peer_sent_failures_total", (page, labels, value) => Of(page, labels, "To"u8)?.SendFailures = value),

        new("grpc_server_handled_total", Handled) { Series = [Series.Requests, Series.RequestErrors, Series.StreamsHandled] },
        new("grpc_server_started_total", Started) { Series = [Series.StreamsStarted] },

        One("etcd_debugging_mvcc_watcher_total", Series.Watchers),
        One("etcd_debugging_mvcc_watch_stream_total", Series.WatchStreams),
        One("etcd_debugging_mvcc_slow_watcher_total", Series.SlowWatchers),
        One("etcd_debugging_mvcc_events_total", Series.WatchEvents),
        One("etcd_debugging_mvcc_pending_events_total", Series.WatchPendingEvents),

        One("etcd_debugging_lease_granted_total", Series.LeasesGranted),
        One("etcd_debugging_lease_revoked_total", Series.LeasesRevoked),
        One("etcd_debugging_lease_renewed_total", Series.LeasesRenewed),
        One("etcd_debugging_server_lease_expired_total", Series.LeasesExpired),

        Buckets("etcd_disk_wal_fsync_duration_seconds", HistogramSeries.Fsync),
        Buckets("etcd_disk_backend_commit_duration_seconds", HistogramSeries.Commit),
        new("etcd_network_peer_round_trip_time_seconds_bucket", RoundTrip) { Histograms = [HistogramSeries.PeerRoundTrip] },
        new("grpc_server_handling_seconds_bucket", (page, labels, value) =>
            Request(page, Labels.Get(labels, "grpc_method"u8), labels, value, HistogramSeries.GrpcReads, HistogramSeries.GrpcWrites, HistogramSeries.GrpcPuts))
        {
            Histograms = [HistogramSeries.GrpcReads, HistogramSeries.GrpcWrites, HistogramSeries.GrpcPuts],
        },
        new("etcd_server_request_duration_seconds_bucket", (page, labels, value) =>
            Request(page, Labels.Get(labels, "type"u8), labels, value, HistogramSeries.ServerReads, HistogramSeries.ServerWrites, HistogramSeries.ServerPuts))
        {
            Histograms = [HistogramSeries.ServerReads, HistogramSeries.ServerWrites, HistogramSeries.ServerPuts],
        },
    ];

    /// <summary>Labelled series appear on the page with their first value: a page without them says 0, not unknown.</summary>
    public static IReadOnlySet<Series> ZeroWhenAbsent { get; } = Rows.Where(row => row.Labelled).SelectMany(row => row.Series).ToHashSet();

    /// <summary>What becomes of the lines of each name.</summary>
    public static Utf8Table<Entry<MetricsPage>> Entries { get; } = new([.. Rows.Select(row => (row.Name, row.Add))]);

    /// <summary>Every name that is kept.</summary>
    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>The names that a figure is made of, the older first.</summary>
    public static IEnumerable<string> NamesOf(Series series) => Rows.Where(row => row.Series.Contains(series)).Select(row => row.Name);

    /// <summary>The same of a histogram, without the ending of its buckets.</summary>
    public static IEnumerable<string> NamesOf(HistogramSeries series) => Rows.Where(row => row.Histograms.Contains(series)).Select(row => row.Name[..^"_bucket".Length]);

    private static Row One(string name, Series series) => new(name, (page, _, value) => page.Set(series, value)) { Series = [series] };

    private static Row Sum(string name, Series series) => new(name, (page, _, value) => page.Add(series, value)) { Series = [series], Labelled = true };

    private static Row Buckets(string name, HistogramSeries series) =>
        new($"{name}_bucket", (page, labels, value) => page.Add(series, Labels.Bound(labels), value)) { Histograms = [series] };

    /// <summary>Unary requests only: every watch that ends counts as failed, which would drown real errors.</summary>
    private static void Handled(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        page.Touch(Series.Requests);
        page.Touch(Series.RequestErrors);
        page.Touch(Series.StreamsHandled);
        if (value == 0)
        {
            return; // most of these lines: a code that a method never answered
        }

        ReadOnlySpan<byte> type = Labels.Get(labels, "grpc_type"u8);
        if (type.SequenceEqual("bidi_stream"u8))
        {
            page.Add(Series.StreamsHandled, value);
        }
        else if (type.SequenceEqual("unary"u8))
        {
            page.Add(Series.Requests, value);
            if (IsServerFault(Labels.Get(labels, "grpc_code"u8)))
            {
                page.Add(Series.RequestErrors, value);
            }
        }
    }

    private static void Started(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        if (Labels.Get(labels, "grpc_type"u8).SequenceEqual("bidi_stream"u8))
        {
            page.Add(Series.StreamsStarted, value);
        }
    }

    private static void PeerReceived(MetricsPage page, ReadOnlySpan<byte> labels, double value)
    {
        page.Add(Series.PeerReceived, value);
        Of(page, labels, "From"u8)?.ReceivedBytes = value;
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

    /// <summary>The peer that a label names in hex, or <see cref="PeerFigures.Streams"/>; null: none.</summary>
    private static PeerFigures? Of(MetricsPage page, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> label)
    {
        ReadOnlySpan<byte> hex = Labels.Get(labels, label);
        return Utf8Parser.TryParse(hex, out ulong id, out int used, 'x') && used == hex.Length ? page.Peer(id) : null;
    }

    private static void Request(
        MetricsPage page, ReadOnlySpan<byte> method, ReadOnlySpan<byte> labels, double value, HistogramSeries reads, HistogramSeries writes, HistogramSeries puts)
    {
        if (method.SequenceEqual("Range"u8) || method.SequenceEqual("ReadonlyTxn"u8))
        {
            page.Add(reads, Labels.Bound(labels), value);
        }
        else if (method.SequenceEqual("Put"u8))
        {
            double bound = Labels.Bound(labels);
            page.Add(writes, bound, value);
            page.Add(puts, bound, value);
        }
        else if (method.SequenceEqual("Txn"u8) || method.SequenceEqual("DeleteRange"u8))
        {
            page.Add(writes, Labels.Bound(labels), value);
        }
    }

    /// <summary>Codes that etcd's own monitoring mixin counts as the server's failure.</summary>
    private static bool IsServerFault(ReadOnlySpan<byte> code) =>
        code.SequenceEqual("Unknown"u8) || code.SequenceEqual("FailedPrecondition"u8) || code.SequenceEqual("ResourceExhausted"u8)
        || code.SequenceEqual("Internal"u8) || code.SequenceEqual("Unavailable"u8) || code.SequenceEqual("DataLoss"u8)
        || code.SequenceEqual("DeadlineExceeded"u8);

    /// <summary>One name on the page.</summary>
    private sealed record Row(string Name, Entry<MetricsPage> Add)
    {
        public Series[] Series { get; init; } = [];

        public HistogramSeries[] Histograms { get; init; } = [];

        public bool Labelled { get; init; }
    }
}
