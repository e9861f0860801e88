namespace EtcdMonitor.Samples;

/// <summary>Figures that are kept of a metrics page; everything else is skipped unparsed.</summary>
internal enum Series
{
    ProcessStart,
    Cpu,
    Memory,
    OpenFds,
    MaxFds,
    ProposalsPending,
    Quota,
    DbSize,
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
