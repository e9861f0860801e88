using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>All figures. API, history and docs/metrics-of-etcd.md say what stands here.</summary>
public static class FigureTable
{
    /// <summary>In the order of the twenty metrics, then those beyond them.</summary>
    public static IReadOnlyList<FigureRow> Rows { get; } =
    [
        // 1 up or down
        Told(1, "up", m => Yes(m.Reachable), Aggregate.Sum) with { Kept = true },
        Row(1, "uptime_seconds", Uptime, Aggregate.Min, Series.ProcessStart),
        Told(1, "status_ms", m => Millis(m.StatusTook, m), Aggregate.Max) with { Kept = true },

        // 2 leader stability, 3 quorum, 4 partition
        Told(2, "has_leader", m => Answer(m, Yes(m.NamedLeader is not null)), Aggregate.None) with { Cluster = s => Yes(s.Leadership.Leader is not null), KeptOfCluster = true },
        OfCluster(2, "leader_seconds", s => s.Leadership is { Leader: not null, Since: { } since } ? Is((s.At - since).TotalSeconds) : Unknown("there is no leader")),
        Told(2, "term", m => Answer(m, Is(m.Term)), Aggregate.Max) with { Kept = true },
        OfCluster(3, "voters", s => Is(s.Voters)),
        OfCluster(3, "quorum", s => Is(s.Quorum)),
        OfCluster(3, "voters_serving", s => Is(s.ServingVoters.Count())) with { KeptOfCluster = true },
        Told(4, "isolated", m => Answer(m, Yes(m.Role == MemberRole.Isolated)), Aggregate.Sum),
        .. Quantiles(4, "rtt", m => m.Metrics.PeerRoundTrip, Aggregate.Max, [HistogramSeries.PeerRoundTrip], kept: ["p50", "p99"]),

        // 5 to 7 process
        Row(5, "cpu_cores", m => m.Metrics.CpuCores, Aggregate.Sum, Series.Cpu) with { Kept = true },
        Row(6, "memory_bytes", m => m.Metrics.MemoryBytes, Aggregate.Sum, Series.Memory) with { Kept = true },
        Row(7, "open_fds", m => m.Metrics.OpenFds, Aggregate.Sum, Series.OpenFds) with { Kept = true },
        Row(7, "max_fds", m => m.Metrics.MaxFds, Aggregate.Min, Series.MaxFds),
        Row(7, "fds_used_ratio", m => m.Metrics.FdsUsedRatio, Aggregate.Max, Series.OpenFds, Series.MaxFds),

        // 8 storage space
        Told(8, "disk_size_bytes", m => m.Disk.SizeBytes, Aggregate.Min),
        Told(8, "disk_available_bytes", m => m.Disk.AvailableBytes, Aggregate.Min) with { Kept = true },
        Told(8, "disk_available_ratio", m => m.Disk.AvailableRatio, Aggregate.Min),

        // 9 network bandwidth
        Row(9, "client_received_bytes_per_s", m => m.Metrics.ClientReceivedBytesPerS, Aggregate.Sum, Series.ClientReceived) with { Kept = true },
        Row(9, "client_sent_bytes_per_s", m => m.Metrics.ClientSentBytesPerS, Aggregate.Sum, Series.ClientSent) with { Kept = true },
        Row(9, "peer_received_bytes_per_s", m => m.Metrics.PeerReceivedBytesPerS, Aggregate.Sum, Series.PeerReceived) with { Kept = true },
        Row(9, "peer_sent_bytes_per_s", m => m.Metrics.PeerSentBytesPerS, Aggregate.Sum, Series.PeerSent) with { Kept = true },

        // 10 to 13 requests
        Row(10, "request_rate", m => m.Metrics.RequestRate, Aggregate.Sum, Series.Requests) with { Kept = true, KeptOfCluster = true },
        Row(10, "ranges_per_s", m => m.Metrics.RangesPerS, Aggregate.Sum, Series.Ranges),
        Row(10, "puts_per_s", m => m.Metrics.PutsPerS, Aggregate.Max, Series.Puts),
        Row(10, "deletes_per_s", m => m.Metrics.DeletesPerS, Aggregate.Max, Series.Deletes),
        Row(10, "txns_per_s", m => m.Metrics.TxnsPerS, Aggregate.Max, Series.Txns),
        Told(11, "read_ms", m => Millis(m.ReadTook, m), Aggregate.None) with { Kept = true },
        .. Quantiles(11, "read", m => m.ReadLatency, s => s.Metrics.Read, [HistogramSeries.GrpcReads, HistogramSeries.ServerReads]),
        .. Quantiles(11, "write", m => m.WriteLatency, s => s.Metrics.Write, [HistogramSeries.GrpcWrites, HistogramSeries.ServerWrites]),
        Row(12, "error_rate", m => m.Metrics.ErrorRate, Aggregate.Max, Series.Requests, Series.RequestErrors) with { Kept = true },
        .. Quantiles(13, "proposal_commit", m => m.ProposalCommitLatency, s => s.Metrics.ProposalCommit, [HistogramSeries.GrpcPuts, HistogramSeries.ServerPuts]),

        // 14, 15 disk
        .. Quantiles(14, "fsync", m => m.Metrics.Fsync, Aggregate.Max, [HistogramSeries.Fsync], kept: ["p99"]),
        .. Quantiles(15, "commit", m => m.Metrics.Commit, Aggregate.Max, [HistogramSeries.Commit], kept: ["p99"]),

        // 16 database
        Row(16, "db_size_bytes", m => m.Database.SizeBytes, Aggregate.Max, Series.DbSize) with { Kept = true },
        Row(16, "db_size_in_use_bytes", m => m.Database.InUseBytes, Aggregate.Max, Series.DbSizeInUse) with { Kept = true },
        Row(16, "db_free_ratio", m => m.Database.FreeRatio, Aggregate.Max, Series.DbSize, Series.DbSizeInUse),
        Told(16, "db_growth_bytes_per_s", m => m.Database.GrowthBytesPerS, Aggregate.Max),
        Row(16, "quota_bytes", m => m.Database.QuotaBytes, Aggregate.Min, Series.Quota),
        Row(16, "quota_used_ratio", m => m.Database.QuotaUsedRatio, Aggregate.Max, Series.DbSize, Series.Quota),
        Row(16, "quota_full_in_seconds", m => m.Database.QuotaFullInSeconds, Aggregate.Min, Series.Quota),
        Row(16, "keys", m => m.Metrics.Keys, Aggregate.Max, Series.Keys) with { Kept = true },
        Row(16, "compact_revision", m => m.Metrics.CompactRevision, Aggregate.Min, Series.CompactRevision),
        Row(16, "defrag_inflight", m => m.Metrics.DefragInflight, Aggregate.Sum, Series.DefragInflight),
        Row(16, "defrag_seconds", m => m.Metrics.DefragSeconds, Aggregate.Max, Series.Defrags, Series.DefragSeconds),

        // 17 proposals
        Row(17, "proposals_committed_per_s", m => m.Metrics.ProposalsCommittedPerS, Aggregate.Max, Series.ProposalsCommitted) with { Kept = true },
        Row(17, "proposals_applied_per_s", m => m.Metrics.ProposalsAppliedPerS, Aggregate.Max, Series.ProposalsApplied),
        Row(17, "proposals_pending", m => m.Metrics.ProposalsPending, Aggregate.Max, Series.ProposalsPending) with { Kept = true },
        Row(17, "proposals_failed_per_s", m => m.Metrics.ProposalsFailedPerS, Aggregate.Sum, Series.ProposalsFailed) with { Kept = true },
        Row(17, "apply_lag", m => m.Metrics.ApplyLag, Aggregate.Max, Series.ProposalsCommitted, Series.ProposalsApplied),
        Row(17, "slow_applies_per_s", m => m.Metrics.SlowAppliesPerS, Aggregate.Sum, Series.SlowApplies) with { Kept = true },
        Told(17, "raft_index", m => Answer(m, Is(m.RaftIndex)), Aggregate.Max),
        Told(17, "behind", m => Answer(m, Is(m.Behind)), Aggregate.Max) with { Kept = true },

        // 18, 19 watchers and clients
        Row(18, "watchers", m => m.Metrics.Watchers, Aggregate.Sum, Series.Watchers) with { Kept = true },
        Row(18, "slow_watchers", m => m.Metrics.SlowWatchers, Aggregate.Sum, Series.SlowWatchers) with { Kept = true },
        Row(18, "watch_streams", m => m.Metrics.WatchStreams, Aggregate.Sum, Series.WatchStreams),
        Row(18, "watch_events_per_s", m => m.Metrics.WatchEventsPerS, Aggregate.Sum, Series.WatchEvents),
        Row(18, "watch_pending_events", m => m.Metrics.WatchPendingEvents, Aggregate.Sum, Series.WatchPendingEvents),
        Row(19, "client_streams", m => m.Metrics.ClientStreams, Aggregate.Sum, Series.StreamsStarted, Series.StreamsHandled) with { Kept = true },

        // 20 leader changes
        OfCluster(20, "leader_changes", s => Is(s.Leadership.Changes)) with { KeptOfCluster = true },
        Row(20, "leader_changes_seen", m => m.Metrics.LeaderChangesSeen, Aggregate.Max, Series.LeaderChangesSeen),

        // beyond
        Row(0, "heartbeat_failures_per_s", m => m.Metrics.HeartbeatFailuresPerS, Aggregate.Sum, Series.HeartbeatFailures) with { Kept = true },
        Row(0, "slow_read_indexes_per_s", m => m.Metrics.SlowReadIndexesPerS, Aggregate.Sum, Series.SlowReadIndexes),
        Row(0, "read_indexes_failed_per_s", m => m.Metrics.ReadIndexesFailedPerS, Aggregate.Sum, Series.ReadIndexesFailed),
        Row(0, "snapshots_in_flight", m => m.Metrics.SnapshotsInFlight, Aggregate.Sum, Series.SnapshotsSending, Series.SnapshotsReceiving, Series.SnapshotsApplying),
        Row(0, "snapshot_failures_per_s", m => m.Metrics.SnapshotFailuresPerS, Aggregate.Sum, Series.SnapshotFailures),
        Row(0, "leases_granted_per_s", m => m.Metrics.LeasesGrantedPerS, Aggregate.Max, Series.LeasesGranted),
        Row(0, "leases_revoked_per_s", m => m.Metrics.LeasesRevokedPerS, Aggregate.Max, Series.LeasesRevoked),
        Row(0, "leases_renewed_per_s", m => m.Metrics.LeasesRenewedPerS, Aggregate.Sum, Series.LeasesRenewed),
        Row(0, "leases_expired_per_s", m => m.Metrics.LeasesExpiredPerS, Aggregate.Sum, Series.LeasesExpired),
    ];

    private static FigureRow Row(int metric, string name, Func<MemberState, Figure> member, Aggregate aggregate, params Series[] series) =>
        Told(metric, name, member, aggregate) with { Series = [.. series.SelectMany(Catalog.NamesOf).Distinct(StringComparer.Ordinal)] };

    /// <summary>Not from the metrics page.</summary>
    private static FigureRow Told(int metric, string name, Func<MemberState, Figure> member, Aggregate aggregate) => new(metric, name) { Member = member, Aggregate = aggregate };

    private static FigureRow OfCluster(int metric, string name, Func<ClusterState, Figure> cluster) => new(metric, name) { Cluster = cluster };

    private static IEnumerable<FigureRow> Quantiles(int metric, string name, Func<MemberState, Latency> member, Aggregate aggregate, HistogramSeries[] series, string[] kept) =>
        from quantile in Three(name)
        select new FigureRow(metric, quantile.Name)
        {
            Member = m => member(m).Figure(quantile.Of),
            Aggregate = aggregate,
            Series = [.. series.SelectMany(Catalog.NamesOf)],
            Kept = kept.Contains(quantile.Short, StringComparer.Ordinal),
        };

    /// <summary>Quantiles that cannot be had from those of members: the cluster has its own.</summary>
    private static IEnumerable<FigureRow> Quantiles(int metric, string name, Func<MemberState, Latency> member, Func<ClusterState, Latency> cluster, HistogramSeries[] series) =>
        from quantile in Three(name)
        select new FigureRow(metric, quantile.Name)
        {
            Member = m => member(m).Figure(quantile.Of),
            Cluster = s => cluster(s).Figure(quantile.Of),
            Series = [.. series.SelectMany(Catalog.NamesOf)],
            KeptOfCluster = quantile.Short is not "p95" && metric == 11,
        };

    private static (string Name, string Short, Func<Latency, double?> Of)[] Three(string name) =>
        [($"{name}_p50_ms", "p50", l => l.P50), ($"{name}_p95_ms", "p95", l => l.P95), ($"{name}_p99_ms", "p99", l => l.P99)];

    private static Figure Uptime(MemberState member) => member.Metrics is { ProcessStart: { } start, At: { } at }
        ? Figure.Of(Math.Max(0, (at - start).TotalSeconds))
        : Figure.Unknown(member.Metrics.Missing ?? "its metrics page has no process_start_time_seconds");

    /// <summary>What its last status says; nothing, when it gave none: the one before is about another time.</summary>
    private static Figure Answer(MemberState member, Figure figure) => member.Reachable && member.Denied is null
        ? figure
        : Unknown(member.Denied?.Message ?? member.Failure?.Message ?? "it has not answered yet");

    private static Figure Millis(TimeSpan? took, MemberState member) =>
        took is { } time ? Is(time.TotalMilliseconds) : Unknown(member.Failure?.Message ?? member.ReadFailure?.Message ?? "it has not answered yet");

    private static Figure Is(double? value) => value is { } number ? Figure.Of(number, FigureSource.Status) : Unknown("its status does not tell");

    private static Figure Yes(bool value) => Is(value ? 1 : 0);

    private static Figure Unknown(string reason) => Figure.Unknown(reason, FigureSource.Status);
}
