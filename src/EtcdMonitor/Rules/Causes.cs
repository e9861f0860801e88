namespace EtcdMonitor.Rules;

/// <summary>Which fault explains which: people are told the cause once, not each of its symptoms.</summary>
public static class Causes
{
    private static readonly (string Cause, string[] Symptoms)[] Table =
    [
        ("quorum_lost", ["quorum_unknown", "no_leader", "available_nodes", "fault_tolerance", "member_down", "member_not_serving", "network_partition", "leader_changes", "latency_reads", "latency_writes"]),
        ("quorum_unknown", ["no_leader", "available_nodes", "fault_tolerance", "member_down", "member_not_serving", "latency_reads", "latency_writes"]),
        ("no_leader", ["available_nodes", "member_not_serving", "leader_changes", "latency_reads", "latency_writes"]),
        ("network_partition", ["member_not_serving", "fault_tolerance"]),
        ("fault_tolerance", ["member_down", "member_not_serving"]),
    ];

    /// <summary>The first of <paramref name="rules"/> that explains <paramref name="rule"/>; null: none does.</summary>
    public static string? Of(string rule, IReadOnlySet<string> rules) =>
        Array.Find(Table, row => rules.Contains(row.Cause) && row.Symptoms.Contains(rule, StringComparer.Ordinal)).Cause;
}
