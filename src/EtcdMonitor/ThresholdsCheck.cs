using EtcdMonitor.Rules;

namespace EtcdMonitor;

/// <summary>Finds what is wrong with the limits of rules.</summary>
internal static class ThresholdsCheck
{
    private const string Path = "monitoring.thresholds";

    /// <summary>Errors, each naming its key.</summary>
    public static IEnumerable<string> Errors(Thresholds limits)
    {
        (string Key, double Value)[] positive =
        [
            ("max_latency_ms", limits.MaxLatencyMs), ("max_database_size_mb", limits.MaxDatabaseSizeMb), ("min_available_nodes", limits.MinAvailableNodes ?? 1),
            ("max_follower_lag", limits.MaxFollowerLag), ("max_peer_round_trip_ms", limits.MaxPeerRoundTripMs), ("max_memory_mb", limits.MaxMemoryMb),
            ("max_compaction_intervals", limits.MaxCompactionIntervals),
        ];
        (string Key, double Value)[] counts =
        [
            ("max_leader_changes_per_hour", limits.MaxLeaderChangesPerHour), ("max_leader_changes_per_quarter_hour", limits.MaxLeaderChangesPerQuarterHour),
            ("max_slow_applies_per_minute", limits.MaxSlowAppliesPerMinute), ("warn_late_heartbeats_per_minute", limits.WarnLateHeartbeatsPerMinute), ("max_slow_watchers", limits.MaxSlowWatchers), ("max_watch_pending_events", limits.MaxWatchPendingEvents),
            ("max_failed_proposals_per_quarter_hour", limits.MaxFailedProposalsPerQuarterHour), ("max_restarts_per_quarter_hour", limits.MaxRestartsPerQuarterHour),
            ("max_leases_gained_per_quarter_hour", limits.MaxLeasesGainedPerQuarterHour), ("quota_forecast_hours", limits.QuotaForecastHours), ("max_free_mb", limits.MaxFreeMb),
        ];
        (string Key, double Value)[] percentages =
        [
            ("quota_info_percent", limits.QuotaInfoPercent), ("quota_warning_percent", limits.QuotaWarningPercent), ("quota_critical_percent", limits.QuotaCriticalPercent),
            ("quota_forecast_from_percent", limits.QuotaForecastFromPercent), ("min_in_use_percent", limits.MinInUsePercent), ("min_disk_space_percent", limits.MinDiskSpacePercent),
            ("max_file_descriptors_percent", limits.MaxFileDescriptorsPercent),
        ];
        return
        [
            .. positive.Where(limit => !(limit.Value > 0)).Select(limit => $"{Path}.{limit.Key} must be above 0"),
            .. counts.Where(limit => !(limit.Value >= 0)).Select(limit => $"{Path}.{limit.Key} must not be below 0"),
            .. percentages.Where(limit => limit.Value is not (>= 0 and <= 100)).Select(limit => $"{Path}.{limit.Key} is a percentage, 0 to 100"),
            .. Shares(("warn_error_rate", limits.WarnErrorRate), ("max_error_rate", limits.MaxErrorRate)),
            .. Rising(("fsync_info_ms", limits.FsyncInfoMs), ("fsync_warning_ms", limits.FsyncWarningMs), ("fsync_critical_ms", limits.FsyncCriticalMs)),
            .. Rising(("certificate_critical_days", limits.CertificateCriticalDays), ("certificate_warning_days", limits.CertificateWarningDays), ("certificate_info_days", limits.CertificateInfoDays)),
            .. Rising(("commit_info_ms", limits.CommitInfoMs), ("commit_warning_ms", limits.CommitWarningMs)),
            .. Rising(("quota_info_percent", limits.QuotaInfoPercent), ("quota_warning_percent", limits.QuotaWarningPercent), ("quota_critical_percent", limits.QuotaCriticalPercent)),
        ];
    }

    private static IEnumerable<string> Shares(params (string Key, double Value)[] shares) =>
        shares.Where(share => share.Value is not (> 0 and <= 1)).Select(share => $"{Path}.{share.Key} is a share, above 0 and at most 1");

    /// <summary>Steps of one figure.</summary>
    private static IEnumerable<string> Rising(params (string Key, double Value)[] steps)
    {
        bool rise = steps[0].Value > 0 && steps.Zip(steps.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value);
        return rise ? [] : [$"{Path}: {string.Join(", ", steps[..^1].Select(step => step.Key))} and {steps[^1].Key} must be above 0 and rise in this order"];
    }
}
