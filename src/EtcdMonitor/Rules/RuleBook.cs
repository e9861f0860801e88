using EtcdMonitor.Rules.Book;

namespace EtcdMonitor.Rules;

/// <summary>The rules in force; of two findings equally bad the earlier rule names the verdict.</summary>
public static class RuleBook
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<IRule> Default { get; } =
    [
        new QuorumLostRule(),
        new SplitBrainRule(),
        new ClusterIdMismatchRule(),
        new DuplicateMemberRule(),
        new NoLeaderRule(),
        new AlarmRule(),
        new SilentCorruptionRule(),
        new NetworkPartitionRule(),
        new StaleLeaderRule(),
        new ElectionStormRule(),
        new QuorumUnknownRule(),
        new AvailableNodesRule(),
        new FaultToleranceRule(),
        new StalledDiskRule(),
        new MemberDownRule(),
        new PathBrokenRule(),
        new MemberNotServingRule(),
        new FlappingRule(),
        new AsymmetricPartitionRule(),
        new FollowerLagRule(),
        new LearnerStuckRule(),
        new MembershipRule(),
        new ReducedVisibilityRule(),
        new EndpointRule(),
        new AuthorizationRule(),
        new NewConnectionsRule(),
        new CertificateRule(),
        new FsyncRule(),
        new CommitRule(),
        new HeartbeatRule(),
        new DefragRule(),
        new LeaderChangesRule(),
        new PeerLatencyRule(),
        new LatencyRule(),
        new SlowApplyRule(),
        new ErrorRateRule(),
        new QuotaRule(),
        new QuotaForecastRule(),
        new DatabaseSizeRule(),
        new FragmentationRule(),
        new DiskSpaceRule(),
        new FileDescriptorsRule(),
        new MemoryRule(),
        new WatchRule(),
        new MetricsMissingRule(),
        new KnownBadVersionRule(),
        new VersionDriftRule(),
        new QuotaDriftRule(),
        new FlagDriftRule(),
        new DatabaseDriftRule(),
        new EvenVotersRule(),
    ];
}
