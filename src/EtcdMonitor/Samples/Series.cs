namespace EtcdMonitor.Samples;

/// <summary>Figures that are kept of a metrics page; everything else is skipped unparsed.</summary>
internal enum Series
{
    ProcessStart,
    Cpu,
    Memory,
    OpenFds,
    MaxFds,
    LeaderChanges,
    HeartbeatFailures,
    ProposalsCommitted,
    ProposalsApplied,
    ProposalsPending,
    ProposalsFailed,
    SlowApplies,
    Quota,
    DbSize,
    DbSizeInUse,
    ClientBytesIn,
    ClientBytesOut,
    Watchers,
    Requests,
    RequestErrors,
}

/// <summary>Histograms that are kept of a metrics page.</summary>
internal enum HistogramSeries
{
    Fsync,
    Commit,
    PeerRoundTrip,
    Reads,
    Writes,
}
