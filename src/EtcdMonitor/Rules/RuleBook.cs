using EtcdMonitor.Rules.Book;

namespace EtcdMonitor.Rules;

/// <summary>The rules in force; of two findings equally bad the earlier rule names the verdict.</summary>
public static class RuleBook
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<IRule> Default { get; } =
    [
        new QuorumLostRule(),
        new NoLeaderRule(),
        new AlarmRule(),
        new NetworkPartitionRule(),
        new QuorumUnknownRule(),
        new AvailableNodesRule(),
        new FaultToleranceRule(),
        new MemberDownRule(),
        new MemberNotServingRule(),
        new StatusDeniedRule(),
        new NewConnectionsRule(),
        new LeaderChangesRule(),
        new LatencyRule(),
        new ErrorRateRule(),
        new DatabaseSizeRule(),
        new MetricsMissingRule(),
    ];
}
