namespace EtcdMonitor.Rules;

/// <summary>Which fault explains which: people are told the cause once, not each of its symptoms.</summary>
public static class Causes
{
    /// <summary>What a single member does while its cluster is in trouble as a whole.</summary>
    private static readonly string[] OfMembers = ["member_down", "path_broken", "member_not_serving", "stalled_disk", "follower_lag", "learner_stuck", "membership_disagreement"];

    private static readonly string[] Figures = ["latency_reads", "latency_writes", "error_rate", "proposals_failed"];

    private static readonly (string Cause, string[] Symptoms)[] Table =
    [
        ("quorum_lost", ["quorum_unknown", "flapping", "no_leader", "election_storm", "available_nodes", "fault_tolerance", "network_partition", "asymmetric_partition", "stale_leader", "leader_changes", .. OfMembers, .. Figures]),
        ("quorum_unknown", ["no_leader", "available_nodes", "fault_tolerance", .. OfMembers, .. Figures]),
        ("no_leader", ["election_storm", "flapping", "available_nodes", "asymmetric_partition", "stale_leader", "leader_changes", .. OfMembers, .. Figures]),
        ("split_brain", ["stale_leader", "leader_changes"]),
        ("duplicate_member", ["endpoints_same_member", "split_brain", "stale_leader", "leader_changes"]),
        ("network_partition", ["member_not_serving", "fault_tolerance", "asymmetric_partition", "stale_leader", "follower_lag", "membership_disagreement", "election_storm", "leader_changes"]),
        ("stale_leader", ["member_not_serving", "stalled_disk", "fault_tolerance", "follower_lag", "leader_changes"]),
        ("stalled_disk", ["member_down", "member_not_serving", "flapping", "follower_lag"]),
        ("fault_tolerance", ["member_down", "member_not_serving", "stalled_disk", "follower_lag"]),
        ("asymmetric_partition", ["member_not_serving", "follower_lag", "learner_stuck", "leader_changes", "election_storm"]),
        ("election_storm", ["flapping", "leader_changes", .. Figures]),
        ("restart_loop", ["flapping", "member_down", "member_not_serving", "follower_lag", "leader_changes"]),
        ("flapping", ["member_not_serving", "member_down", "path_broken", "follower_lag", .. Figures]),
        ("defrag_running", ["fault_tolerance", .. OfMembers, .. Figures]),
        ("fsync_latency", ["flapping", "heartbeat_failures", "leader_changes", "stalled_disk", "follower_lag", .. Figures]),
        ("heartbeat_failures", ["leader_changes"]),
    ];

    /// <summary>What a fault explains only where it is as bad itself: a disk that is a little slow does not explain a commit that takes a quarter of a second.</summary>
    private static readonly (string Cause, string[] Symptoms)[] OfEquals =
    [
        ("nospace", ["quota_used", "quota_forecast", "database_size", "error_rate"]),
        ("quota_used", ["quota_forecast", "database_size", "fragmentation"]),
        ("fragmentation", ["db_size_differs"]),
        ("fsync_latency", ["commit_latency", "slow_applies"]),
        ("commit_latency", ["slow_applies"]),
        ("compaction_stalled", ["quota_forecast"]),
        ("dangerous_flags", ["flag_drift"]),
        ("slow_watchers", ["watch_backlog"]),
        ("file_descriptors", ["new_connections", "error_rate"]),
    ];

    /// <summary>
    /// The rule of the first of <paramref name="others"/> that explains <paramref name="finding"/>; null: none does. What is wrong with one
    /// member explains nothing about another, and what wakes nobody explains nothing that must.
    /// </summary>
    public static string? Of(Finding finding, IReadOnlyCollection<Finding> others) =>
        First(Table, finding, others, cause => finding.Severity < Severity.Critical || cause.Severity > Severity.Warning)
        ?? First(OfEquals, finding, others, cause => cause.Severity >= finding.Severity);

    private static string? First((string Cause, string[] Symptoms)[] table, Finding finding, IReadOnlyCollection<Finding> others, Func<Finding, bool> weighs) => Array.Find(table, row =>
        row.Symptoms.Contains(finding.Rule, StringComparer.Ordinal)
        && others.Any(cause => cause.Rule == row.Cause && (cause.Member is null || finding.Member is null || cause.Member == finding.Member) && weighs(cause))).Cause;
}
