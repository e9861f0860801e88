using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Limits that rules compare with.</summary>
internal static class ThresholdSettings
{
    private static readonly NumberKind Percent = new(0, 100, whole: false);

    /// <summary>All of them, in the order of the example file.</summary>
    public static IReadOnlyList<SettingOf<AppOptions>> All { get; } =
    [
        Of("max_latency_ms", new NumberKind(1, 600_000, whole: false), "P99 of reads or writes, milliseconds", t => t.MaxLatencyMs, (t, v) => t.MaxLatencyMs = (double)v) with { Flag = "--max-latency-ms" },
        Of("max_database_size_mb", new NumberKind(1, 1_048_576, whole: false), "database of any member, MiB", t => t.MaxDatabaseSizeMb, (t, v) => t.MaxDatabaseSizeMb = (double)v) with { Flag = "--max-db-size-mb" },
        Of("min_available_nodes", new NumberKind(1, 1000, whole: true), "voters that must serve", t => t.MinAvailableNodes, (t, v) => t.MinAvailableNodes = (int)v) with { Flag = "--min-available-nodes", Sample = "2", DefaultNote = "the quorum" },
        Of("max_leader_changes_per_hour", new NumberKind(0, 100_000, whole: true), "changes of leader in an hour that are still normal", t => t.MaxLeaderChangesPerHour, (t, v) => t.MaxLeaderChangesPerHour = (int)v) with { Flag = "--max-leader-changes" },
        Of("max_leader_changes_per_quarter_hour", new NumberKind(0, 100_000, whole: true), "the same in fifteen minutes", t => t.MaxLeaderChangesPerQuarterHour, (t, v) => t.MaxLeaderChangesPerQuarterHour = (int)v),
        Of("warn_error_rate", new NumberKind(0, 1, whole: false), "share of failed requests that is a warning, 0 to 1", t => t.WarnErrorRate, (t, v) => t.WarnErrorRate = (double)v),
        Of("max_error_rate", new NumberKind(0, 1, whole: false), "share of failed requests that is critical, 0 to 1", t => t.MaxErrorRate, (t, v) => t.MaxErrorRate = (double)v),
        Of("max_follower_lag", new NumberKind(1, 1_000_000_000, whole: true), "raft entries that a member may be behind", t => t.MaxFollowerLag, (t, v) => t.MaxFollowerLag = (int)v),
        Of("fsync_info_ms", new NumberKind(0.001, 60_000, whole: false), "WAL fsync P99 that is worth knowing, milliseconds", t => t.FsyncInfoMs, (t, v) => t.FsyncInfoMs = (double)v),
        Of("fsync_warning_ms", new NumberKind(0.001, 60_000, whole: false), "WAL fsync P99 that is a warning, milliseconds", t => t.FsyncWarningMs, (t, v) => t.FsyncWarningMs = (double)v),
        Of("fsync_critical_ms", new NumberKind(0.001, 60_000, whole: false), "WAL fsync P99 that is critical, milliseconds", t => t.FsyncCriticalMs, (t, v) => t.FsyncCriticalMs = (double)v),
        Of("commit_info_ms", new NumberKind(0.001, 60_000, whole: false), "backend commit P99 that is worth knowing, milliseconds", t => t.CommitInfoMs, (t, v) => t.CommitInfoMs = (double)v),
        Of("commit_warning_ms", new NumberKind(0.001, 60_000, whole: false), "backend commit P99 that is a warning, milliseconds", t => t.CommitWarningMs, (t, v) => t.CommitWarningMs = (double)v),
        Of("warn_late_heartbeats_per_minute", new NumberKind(0, 1_000_000_000, whole: false), "late heartbeats of a leader that are a warning, a minute", t => t.WarnLateHeartbeatsPerMinute, (t, v) => t.WarnLateHeartbeatsPerMinute = (double)v),
        Of("max_peer_round_trip_ms", new NumberKind(0.001, 60_000, whole: false), "round trip between two members, P99, milliseconds", t => t.MaxPeerRoundTripMs, (t, v) => t.MaxPeerRoundTripMs = (double)v),
        Of("max_slow_applies_per_minute", new NumberKind(0, 1_000_000_000, whole: false), "entries whose applying took over 100 ms, a minute", t => t.MaxSlowAppliesPerMinute, (t, v) => t.MaxSlowAppliesPerMinute = (double)v),
        Of("max_failed_proposals_per_quarter_hour", new NumberKind(0, 1_000_000_000, whole: true), "proposals of a member that failed within fifteen minutes", t => t.MaxFailedProposalsPerQuarterHour, (t, v) => t.MaxFailedProposalsPerQuarterHour = (int)v),
        Of("max_restarts_per_quarter_hour", new NumberKind(0, 100_000, whole: true), "starts of a member within fifteen minutes that are still normal", t => t.MaxRestartsPerQuarterHour, (t, v) => t.MaxRestartsPerQuarterHour = (int)v),
        Of("max_leases_gained_per_quarter_hour", new NumberKind(0, 1_000_000_000, whole: true), "leases granted less those that ended, within fifteen minutes", t => t.MaxLeasesGainedPerQuarterHour, (t, v) => t.MaxLeasesGainedPerQuarterHour = (int)v),
        Of("max_compaction_intervals", new NumberKind(1, 1000, whole: false), "times the interval of regular compactions that may pass without one", t => t.MaxCompactionIntervals, (t, v) => t.MaxCompactionIntervals = (double)v),
        Of("max_slow_watchers", new NumberKind(0, 1_000_000_000, whole: true), "watchers of a member that are behind", t => t.MaxSlowWatchers, (t, v) => t.MaxSlowWatchers = (int)v),
        Of("max_watch_pending_events", new NumberKind(0, 1_000_000_000, whole: true), "events of a member that wait to be sent to watchers", t => t.MaxWatchPendingEvents, (t, v) => t.MaxWatchPendingEvents = (int)v),
        Of("quota_info_percent", Percent, "share of the quota that is worth knowing", t => t.QuotaInfoPercent, (t, v) => t.QuotaInfoPercent = (double)v),
        Of("quota_warning_percent", Percent, "share of the quota that is a warning", t => t.QuotaWarningPercent, (t, v) => t.QuotaWarningPercent = (double)v),
        Of("quota_critical_percent", Percent, "share of the quota that is critical", t => t.QuotaCriticalPercent, (t, v) => t.QuotaCriticalPercent = (double)v),
        Of("quota_forecast_hours", new NumberKind(0, 8760, whole: false), "warn of a database that would be at its quota within so many hours", t => t.QuotaForecastHours, (t, v) => t.QuotaForecastHours = (double)v),
        Of("quota_forecast_from_percent", Percent, "share of the quota below which growth is not extrapolated", t => t.QuotaForecastFromPercent, (t, v) => t.QuotaForecastFromPercent = (double)v),
        Of("min_in_use_percent", Percent, "share of a database file that must be in use, or a defragmentation is advised", t => t.MinInUsePercent, (t, v) => t.MinInUsePercent = (double)v),
        Of("max_free_mb", new NumberKind(0, 1_048_576, whole: false), "free part of a database file that is not worth one, MiB", t => t.MaxFreeMb, (t, v) => t.MaxFreeMb = (double)v),
        Of("min_disk_space_percent", Percent, "free share of a member's disk, where a node exporter tells it", t => t.MinDiskSpacePercent, (t, v) => t.MinDiskSpacePercent = (double)v),
        Of("certificate_info_days", new NumberKind(0.01, 3650, whole: false), "days before its end from which on a certificate is worth knowing", t => t.CertificateInfoDays, (t, v) => t.CertificateInfoDays = (double)v),
        Of("certificate_warning_days", new NumberKind(0.01, 3650, whole: false), "days from which on it is a warning", t => t.CertificateWarningDays, (t, v) => t.CertificateWarningDays = (double)v),
        Of("certificate_critical_days", new NumberKind(0.01, 3650, whole: false), "days from which on it is critical", t => t.CertificateCriticalDays, (t, v) => t.CertificateCriticalDays = (double)v),
        Of("max_file_descriptors_percent", Percent, "share of a member's file descriptors that may be open", t => t.MaxFileDescriptorsPercent, (t, v) => t.MaxFileDescriptorsPercent = (double)v),
        Of("max_memory_mb", new NumberKind(1, 67_108_864, whole: false), "resident memory of a member, MiB", t => t.MaxMemoryMb, (t, v) => t.MaxMemoryMb = (double)v),
    ];

    private static SettingOf<AppOptions> Of(string key, Kind kind, string help, Func<Thresholds, object?> get, Action<Thresholds, object> set) =>
        new($"monitoring.thresholds.{key}", kind, help, o => get(o.Monitor.Thresholds), (o, v) => set(o.Monitor.Thresholds, v));
}
