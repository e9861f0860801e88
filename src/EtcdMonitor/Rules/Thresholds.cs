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

    /// <summary>Raft entries that a member may be behind the leader, or behind in applying what is committed.</summary>
    public int MaxFollowerLag { get; set; } = 1000;

    /// <summary>WAL fsync P99 that is worth knowing, milliseconds: etcd's own advice for a disk.</summary>
    public double FsyncInfoMs { get; set; } = 10;

    /// <summary>WAL fsync P99 that is a warning, milliseconds: a heartbeat interval.</summary>
    public double FsyncWarningMs { get; set; } = 100;

    /// <summary>WAL fsync P99 that is critical, milliseconds: half an election timeout.</summary>
    public double FsyncCriticalMs { get; set; } = 500;

    /// <summary>Share of failed requests, 0 to 1.</summary>
    public double MaxErrorRate { get; set; } = 0.05;

    /// <summary>Least free share of a member's disk, percent; below a third of it the finding is critical.</summary>
    public double MinDiskSpacePercent { get; set; } = 10;
}
