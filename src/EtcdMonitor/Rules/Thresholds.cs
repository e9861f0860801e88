namespace EtcdMonitor.Rules;

/// <summary>Limits that rules compare with.</summary>
public sealed record Thresholds
{
    /// <summary>Read or write latency P99, milliseconds.</summary>
    public double MaxLatencyMs { get; set; } = 100;

    /// <summary>Database size of any member, MiB.</summary>
    public double MaxDatabaseSizeMb { get; set; } = 8192;

    /// <summary>Least number of voters that serve; null: the quorum.</summary>
    public int? MinAvailableNodes { get; set; }

    /// <summary>Changes of leader in one hour that are still normal.</summary>
    public int MaxLeaderChangesPerHour { get; set; } = 3;

    /// <summary>Changes of leader in fifteen minutes that are still normal.</summary>
    public int MaxLeaderChangesPerQuarterHour { get; set; } = 2;

    /// <summary>Raft entries that a member may be behind the leader, or behind in applying what is committed.</summary>
    public int MaxFollowerLag { get; set; } = 1000;

    /// <summary>WAL fsync P99 that is worth knowing, milliseconds: etcd's own advice for a disk.</summary>
    public double FsyncInfoMs { get; set; } = 10;

    /// <summary>WAL fsync P99 that is a warning, milliseconds: a heartbeat interval.</summary>
    public double FsyncWarningMs { get; set; } = 100;

    /// <summary>WAL fsync P99 that is critical, milliseconds: half an election timeout.</summary>
    public double FsyncCriticalMs { get; set; } = 500;

    /// <summary>Backend commit P99 that is worth knowing, milliseconds.</summary>
    public double CommitInfoMs { get; set; } = 25;

    /// <summary>Backend commit P99 that is a warning, milliseconds.</summary>
    public double CommitWarningMs { get; set; } = 250;

    /// <summary>Late heartbeats of a leader that are a warning, a minute; one now and then is a busy moment.</summary>
    public double WarnLateHeartbeatsPerMinute { get; set; } = 6;

    /// <summary>Round trip between two members, P99, milliseconds.</summary>
    public double MaxPeerRoundTripMs { get; set; } = 150;

    /// <summary>Share of failed requests that is a warning, 0 to 1.</summary>
    public double WarnErrorRate { get; set; } = 0.01;

    /// <summary>Share of failed requests that is critical, 0 to 1.</summary>
    public double MaxErrorRate { get; set; } = 0.05;

    /// <summary>Entries of a member whose applying took over 100 ms, a minute.</summary>
    public double MaxSlowAppliesPerMinute { get; set; } = 6;

    /// <summary>Proposals of a member that failed within fifteen minutes; those of an election do not count.</summary>
    public int MaxFailedProposalsPerQuarterHour { get; set; } = 5;

    /// <summary>Starts of a member's process within fifteen minutes that are still normal.</summary>
    public int MaxRestartsPerQuarterHour { get; set; } = 2;

    /// <summary>Leases granted and not revoked or expired within fifteen minutes.</summary>
    public int MaxLeasesGainedPerQuarterHour { get; set; } = 10_000;

    /// <summary>How many times the interval of regular compactions may pass without one.</summary>
    public double MaxCompactionIntervals { get; set; } = 3;

    /// <summary>Watchers of a member that are behind.</summary>
    public int MaxSlowWatchers { get; set; } = 10;

    /// <summary>Events of a member that wait to be sent to watchers.</summary>
    public int MaxWatchPendingEvents { get; set; } = 10_000;

    /// <summary>Share of the quota that is worth knowing, percent.</summary>
    public double QuotaInfoPercent { get; set; } = 65;

    /// <summary>Share of the quota that is a warning, percent.</summary>
    public double QuotaWarningPercent { get; set; } = 80;

    /// <summary>Share of the quota that is critical, percent.</summary>
    public double QuotaCriticalPercent { get; set; } = 95;

    /// <summary>A database that would be at its quota within so many hours is a warning, once it is over <see cref="QuotaForecastFromPercent"/>.</summary>
    public double QuotaForecastHours { get; set; } = 24;

    /// <summary>Share of the quota below which its growth is not extrapolated, percent.</summary>
    public double QuotaForecastFromPercent { get; set; } = 50;

    /// <summary>Least share of a database file that is in use, percent; what is free must also be more than <see cref="MaxFreeMb"/>.</summary>
    public double MinInUsePercent { get; set; } = 50;

    /// <summary>Free part of a database file that is not worth a defragmentation, MiB.</summary>
    public double MaxFreeMb { get; set; } = 100;

    /// <summary>Days before its end from which on a certificate is worth knowing.</summary>
    public double CertificateInfoDays { get; set; } = 30;

    /// <summary>Days before its end from which on a certificate is a warning.</summary>
    public double CertificateWarningDays { get; set; } = 14;

    /// <summary>Days before its end from which on a certificate is critical.</summary>
    public double CertificateCriticalDays { get; set; } = 3;

    /// <summary>Share of a member's file descriptors that may be open, percent; three quarters of the way from there to all the finding is critical.</summary>
    public double MaxFileDescriptorsPercent { get; set; } = 80;

    /// <summary>Resident memory of a member, MiB; the pages of its database that it has touched count.</summary>
    public double MaxMemoryMb { get; set; } = 8192;

    /// <summary>Least free share of a member's disk, percent; below a third of it the finding is critical.</summary>
    public double MinDiskSpacePercent { get; set; } = 10;
}
