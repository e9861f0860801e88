namespace EtcdMonitor.Samples;

/// <summary>Figures that are kept of a metrics page; everything else is skipped unparsed. Which lines make up which: <see cref="Catalog"/>.</summary>
internal enum Series
{
    ProcessStart,
    Cpu,
    Memory,
    OpenFds,
    MaxFds,

    DbSize,
    DbSizeInUse,
    Quota,
    Keys,
    CompactRevision,
    Puts,
    Deletes,
    Txns,
    Ranges,

    ProposalsCommitted,
    ProposalsApplied,
    ProposalsPending,
    ProposalsFailed,
    LeaderChangesSeen,
    HeartbeatFailures,
    SlowApplies,
    SlowReadIndexes,
    ReadIndexesFailed,

    SnapshotsSending,
    SnapshotsReceiving,
    SnapshotsApplying,
    SnapshotFailures,
    DefragInflight,
    Defrags,
    DefragSeconds,

    ClientReceived,
    ClientSent,
    PeerReceived,
    PeerSent,

    Requests,
    RequestErrors,
    StreamsStarted,
    StreamsHandled,

    Watchers,
    WatchStreams,
    SlowWatchers,
    WatchEvents,
    WatchPendingEvents,

    LeasesGranted,
    LeasesRevoked,
    LeasesRenewed,
    LeasesExpired,
}

/// <summary>Histograms that are kept of a metrics page.</summary>
internal enum HistogramSeries
{
    Fsync,
    Commit,
    PeerRoundTrip,

    /// <summary>Reads by gRPC's own histogram, which needs <c>--metrics=extensive</c>.</summary>
    GrpcReads,

    /// <summary>The same for writes.</summary>
    GrpcWrites,

    /// <summary>The same for single puts: one proposal each.</summary>
    GrpcPuts,

    /// <summary>Reads by etcd's own histogram, since 3.7.</summary>
    ServerReads,

    /// <summary>The same for writes.</summary>
    ServerWrites,

    /// <summary>The same for single puts: one proposal each.</summary>
    ServerPuts,
}
