namespace EtcdMonitor.Alerts.Stages;

/// <summary>One cause, one page: a firing alert silences those that it explains. They still show, and are told if they outlast it.</summary>
internal sealed class InhibitStage : IAlertStage
{
    private static readonly (string Cause, string[] Explains)[] Causes =
    [
        ("quorum_lost", ["quorum_unknown", "no_leader", "available_nodes", "fault_tolerance", "member_down", "member_not_serving", "network_partition", "leader_changes", "latency_reads", "latency_writes"]),
        ("quorum_unknown", ["no_leader", "available_nodes", "fault_tolerance", "member_down", "member_not_serving", "latency_reads", "latency_writes"]),
        ("no_leader", ["available_nodes", "member_not_serving", "leader_changes", "latency_reads", "latency_writes"]),
        ("network_partition", ["member_not_serving", "fault_tolerance"]),
    ];

    public AlertBatch Apply(AlertBatch batch)
    {
        HashSet<string> firing = [.. batch.Alerts.Values.Where(a => a.Status == AlertStatus.Firing).Select(a => a.Finding.Rule)];
        return batch.With(alert => alert with { InhibitedBy = Array.Find(Causes, c => firing.Contains(c.Cause) && c.Explains.Contains(alert.Finding.Rule, StringComparer.Ordinal)).Cause });
    }
}
