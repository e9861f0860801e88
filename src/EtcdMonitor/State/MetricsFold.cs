using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Turns a member's metrics page into figures.</summary>
internal static class MetricsFold
{
    internal const string NotExtensive = "etcd runs without --metrics=extensive";
    internal const string Idle = "no such request in the last minute";

    /// <summary>Requests a second below which a share of failed ones says nothing.</summary>
    private const double LeastRequests = 2;

    public static MemberMetrics Member(MemberMetrics before, MetricsReading? reading)
    {
        if (reading is null)
        {
            return before;
        }

        MemberMetrics figures = Figures(new PageFigures(reading.Delta, reading.Missing));
        return figures with
        {
            At = reading.Delta is null ? null : reading.At,
            GoodUntil = reading.At + reading.GoodFor,
            Missing = reading.Missing,
            Failure = reading.Delta is null ? reading.Failure : null,
            Delta = reading.Delta,
            Lately = reading.Delta is { } delta
                ? before.Lately.Add(new(reading.At, delta.Value(Series.ProposalsFailed), delta.Value(Series.LeasesGranted), delta.Value(Series.LeasesRevoked)), figures.ProcessStart)
                : before.Lately,
        };
    }

    private static MemberMetrics Figures(PageFigures page) => Watching(Raft(Process(page), page), page);

    private static MemberMetrics Process(PageFigures page)
    {
        Figure requests = page.Rate(Series.Requests);
        return new()
        {
            RequestRate = requests,
            ErrorRate = ErrorRate(requests, page.Rate(Series.RequestErrors)),
            Read = page.Quantiles([HistogramSeries.GrpcReads, HistogramSeries.ServerReads], NotExtensive, Idle),
            Write = page.Quantiles([HistogramSeries.GrpcWrites, HistogramSeries.ServerWrites], NotExtensive, Idle),
            ProposalCommit = page.Quantiles([HistogramSeries.GrpcPuts, HistogramSeries.ServerPuts], NotExtensive, Idle),
            ClientStreams = page.Difference(Series.StreamsStarted, Series.StreamsHandled),

            Fsync = page.Quantiles([HistogramSeries.Fsync], "its metrics page has no WAL fsync", "no WAL fsync in the last minute"),
            Commit = page.Quantiles([HistogramSeries.Commit], "its metrics page has no backend commit", "no backend commit in the last minute"),
            PeerRoundTrip = page.Quantiles([HistogramSeries.PeerRoundTrip], "it has not measured a peer yet", "it measured no peer in the last minute"),

            ProcessStart = page.Gauge(Series.ProcessStart).Value is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null,
            CpuCores = page.Rate(Series.Cpu),
            MemoryBytes = page.Gauge(Series.Memory),
            OpenFds = page.Gauge(Series.OpenFds),
            MaxFds = page.Gauge(Series.MaxFds),
            FdsUsedRatio = page.Ratio(Series.OpenFds, Series.MaxFds),
            ClientReceivedBytesPerS = page.Rate(Series.ClientReceived),
            ClientSentBytesPerS = page.Rate(Series.ClientSent),
            PeerReceivedBytesPerS = page.Rate(Series.PeerReceived),
            PeerSentBytesPerS = page.Rate(Series.PeerSent),
        };
    }

    private static MemberMetrics Raft(MemberMetrics metrics, PageFigures page) => metrics with
    {
        DbSizeBytes = page.Gauge(Series.DbSize),
        DbSizeInUseBytes = page.Gauge(Series.DbSizeInUse),
        QuotaBytes = page.Gauge(Series.Quota),
        Keys = page.Gauge(Series.Keys),
        CompactRevision = page.Gauge(Series.CompactRevision),
        PutsPerS = page.Rate(Series.Puts),
        DeletesPerS = page.Rate(Series.Deletes),
        TxnsPerS = page.Rate(Series.Txns),
        RangesPerS = page.Rate(Series.Ranges),

        ProposalsCommittedPerS = page.Rate(Series.ProposalsCommitted),
        ProposalsAppliedPerS = page.Rate(Series.ProposalsApplied),
        ApplyLag = page.Difference(Series.ProposalsCommitted, Series.ProposalsApplied),
        ProposalsPending = page.Gauge(Series.ProposalsPending),
        ProposalsFailedPerS = page.RareRate(Series.ProposalsFailed),
        LeaderChangesSeen = page.Gauge(Series.LeaderChangesSeen),
        HeartbeatFailuresPerS = page.RareRate(Series.HeartbeatFailures),
        SlowAppliesPerS = page.RareRate(Series.SlowApplies),
        SlowReadIndexesPerS = page.RareRate(Series.SlowReadIndexes),
        ReadIndexesFailedPerS = page.RareRate(Series.ReadIndexesFailed),
        SnapshotsInFlight = page.Sum(Series.SnapshotsSending, Series.SnapshotsReceiving, Series.SnapshotsApplying),
        SnapshotFailuresPerS = page.RareRate(Series.SnapshotFailures),
        DefragInflight = page.Gauge(Series.DefragInflight),
        DefragSeconds = DefragSeconds(page.Growth(Series.Defrags), page.Growth(Series.DefragSeconds)),
    };

    private static MemberMetrics Watching(MemberMetrics metrics, PageFigures page) => metrics with
    {
        Watchers = page.Gauge(Series.Watchers),
        WatchStreams = page.Gauge(Series.WatchStreams),
        SlowWatchers = page.Gauge(Series.SlowWatchers),
        WatchEventsPerS = page.Rate(Series.WatchEvents),
        WatchPendingEvents = page.Gauge(Series.WatchPendingEvents),
        LeasesGrantedPerS = page.Rate(Series.LeasesGranted),
        LeasesRevokedPerS = page.Rate(Series.LeasesRevoked),
        LeasesRenewedPerS = page.Rate(Series.LeasesRenewed),
        LeasesExpiredPerS = page.Rate(Series.LeasesExpired),
    };

    private static Figure ErrorRate(Figure requests, Figure errors) => (requests.Value, errors.Value) switch
    {
        (null, _) => requests,
        (_, null) => errors,
        ( < LeastRequests, _) => Figure.Unknown("fewer than 2 requests a second: a share of so few says nothing"),
        ({ } all, { } failed) => Figure.Of(failed / all),
    };

    private static Figure DefragSeconds(Figure count, Figure seconds) => (count.Value, seconds.Value) switch
    {
        ( > 0 and var ended, { } took) => Figure.Of(took / ended),
        (0, _) => Figure.Unknown("no defragmentation ended in the last minute"),
        _ => count,
    };
}
