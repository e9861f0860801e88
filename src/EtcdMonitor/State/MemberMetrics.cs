using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>
/// Figures from a member's metrics page: counters as rates since the page before, histograms as quantiles of what was counted lately. Each that is not known
/// says why. What they are made of: docs/metrics-of-etcd.md.
/// </summary>
public sealed record MemberMetrics
{
    private const string NoPage = "no metrics page was read yet";

    /// <summary>When the page was read; null: never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why there is no page or none of late.</summary>
    public string? Missing { get; init; } = NoPage;

    /// <summary>Class of <see cref="Missing"/>; null: there is a page, or none was tried yet.</summary>
    public EtcdFailure? Failure { get; init; }

    /// <summary>Unary requests a second, the monitor's own among them.</summary>
    public Figure RequestRate { get; init; }

    /// <summary>Share of requests that failed by the server's fault, 0 to 1. Streams do not count: each that ends would look like a failure.</summary>
    public Figure ErrorRate { get; init; }

    /// <summary>Latency of reads by the server's own histogram.</summary>
    public Latency Read { get; init; } = Latency.Unknown(NoPage);

    /// <summary>Latency of writes by the server's own histogram.</summary>
    public Latency Write { get; init; } = Latency.Unknown(NoPage);

    /// <summary>Latency of single puts by the server's own histogram: one proposal each, from its start to the applied entry.</summary>
    public Latency ProposalCommit { get; init; } = Latency.Unknown(NoPage);

    /// <summary>WAL fsync.</summary>
    public Latency Fsync { get; init; } = Latency.Unknown(NoPage);

    /// <summary>Backend commit.</summary>
    public Latency Commit { get; init; } = Latency.Unknown(NoPage);

    /// <summary>Round trip to all peers. etcd measures twice in half a minute and peer, smoothed.</summary>
    public Latency PeerRoundTrip { get; init; } = Latency.Unknown(NoPage);

    /// <summary>Share of one core.</summary>
    public Figure CpuCores { get; init; }

    /// <summary>Resident memory, bytes.</summary>
    public Figure MemoryBytes { get; init; }

    /// <summary>Open file descriptors.</summary>
    public Figure OpenFds { get; init; }

    /// <summary>Most file descriptors that it may open.</summary>
    public Figure MaxFds { get; init; }

    /// <summary>Share of its file descriptors that are open, 0 to 1.</summary>
    public Figure FdsUsedRatio { get; init; }

    /// <summary>Bytes a second from clients.</summary>
    public Figure ClientReceivedBytesPerS { get; init; }

    /// <summary>Bytes a second to clients.</summary>
    public Figure ClientSentBytesPerS { get; init; }

    /// <summary>Bytes a second from peers.</summary>
    public Figure PeerReceivedBytesPerS { get; init; }

    /// <summary>Bytes a second to peers.</summary>
    public Figure PeerSentBytesPerS { get; init; }

    /// <summary>Database file, bytes.</summary>
    public Figure DbSizeBytes { get; init; }

    /// <summary>Part of the database file in use, bytes.</summary>
    public Figure DbSizeInUseBytes { get; init; }

    /// <summary>Backend quota, bytes.</summary>
    public Figure QuotaBytes { get; init; }

    /// <summary>Live keys.</summary>
    public Figure Keys { get; init; }

    /// <summary>Revision below which history is compacted; -1: none was ever.</summary>
    public Figure CompactRevision { get; init; }

    /// <summary>Puts applied a second.</summary>
    public Figure PutsPerS { get; init; }

    /// <summary>Deletes applied a second.</summary>
    public Figure DeletesPerS { get; init; }

    /// <summary>Transactions applied a second.</summary>
    public Figure TxnsPerS { get; init; }

    /// <summary>Ranges served a second.</summary>
    public Figure RangesPerS { get; init; }

    /// <summary>Raft entries committed a second.</summary>
    public Figure ProposalsCommittedPerS { get; init; }

    /// <summary>Raft entries applied a second.</summary>
    public Figure ProposalsAppliedPerS { get; init; }

    /// <summary>Raft entries committed and not applied yet.</summary>
    public Figure ApplyLag { get; init; }

    /// <summary>Proposals that wait to be committed.</summary>
    public Figure ProposalsPending { get; init; }

    /// <summary>Proposals that failed a second, over about a minute.</summary>
    public Figure ProposalsFailedPerS { get; init; }

    /// <summary>Changes of leader that it saw since its process started; joining is one.</summary>
    public Figure LeaderChangesSeen { get; init; }

    /// <summary>Heartbeats that it could not send in time as the leader, a second, over about a minute.</summary>
    public Figure HeartbeatFailuresPerS { get; init; }

    /// <summary>Entries whose applying took over 100 ms, a second, over about a minute.</summary>
    public Figure SlowAppliesPerS { get; init; }

    /// <summary>Linearizable reads that waited over the request timeout for the leader's index, a second, over about a minute.</summary>
    public Figure SlowReadIndexesPerS { get; init; }

    /// <summary>Linearizable reads that never got the leader's index, a second, over about a minute.</summary>
    public Figure ReadIndexesFailedPerS { get; init; }

    /// <summary>Snapshots on their way between this member and its peers, or being applied.</summary>
    public Figure SnapshotsInFlight { get; init; }

    /// <summary>Snapshots that could not be sent or received, a second, over about a minute.</summary>
    public Figure SnapshotFailuresPerS { get; init; }

    /// <summary>Whether it is being defragmented, 1 or 0.</summary>
    public Figure DefragInflight { get; init; }

    /// <summary>How long the last defragmentation of the last minute took, seconds.</summary>
    public Figure DefragSeconds { get; init; }

    /// <summary>Open bidirectional streams of clients: watches, keep-alives, elections. No version of etcd counts connections.</summary>
    public Figure ClientStreams { get; init; }

    /// <summary>Watchers.</summary>
    public Figure Watchers { get; init; }

    /// <summary>Streams that carry watchers.</summary>
    public Figure WatchStreams { get; init; }

    /// <summary>Watchers that are behind.</summary>
    public Figure SlowWatchers { get; init; }

    /// <summary>Events sent to watchers a second.</summary>
    public Figure WatchEventsPerS { get; init; }

    /// <summary>Events that wait to be sent to watchers.</summary>
    public Figure WatchPendingEvents { get; init; }

    /// <summary>Leases granted a second. No version of etcd counts live leases.</summary>
    public Figure LeasesGrantedPerS { get; init; }

    /// <summary>Leases revoked a second, expired ones among them.</summary>
    public Figure LeasesRevokedPerS { get; init; }

    /// <summary>Leases kept alive a second; only the leader counts them.</summary>
    public Figure LeasesRenewedPerS { get; init; }

    /// <summary>Leases that expired a second; only the leader counts them.</summary>
    public Figure LeasesExpiredPerS { get; init; }

    /// <summary>Start of the process.</summary>
    public DateTimeOffset? ProcessStart { get; init; }

    /// <summary>Its counters within the last fifteen minutes.</summary>
    public QuarterHour Lately { get; init; } = new();

    /// <summary>The newest page and those before, for figures of the whole cluster.</summary>
    internal MetricsDelta? Delta { get; init; }

    /// <summary>Until when the figures say something about now.</summary>
    internal DateTimeOffset GoodUntil { get; init; }
}
