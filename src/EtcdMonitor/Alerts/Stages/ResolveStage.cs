namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// An alert whose finding is gone is over: pending ones at once, firing ones after the time that bridges flapping. While the
/// cluster cannot be judged, a missing finding proves nothing and firing alerts stay.
/// </summary>
internal sealed class ResolveStage : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        bool blind = batch.Findings.Any(f => f.Rule == "quorum_unknown"), lost = batch.Findings.Any(f => f.Rule == "quorum_lost");
        return batch.With(alert => alert switch
        {
            _ when alert.SeenAt == batch.Now => alert,
            { Status: AlertStatus.Pending } => alert with { Status = AlertStatus.Resolved },
            { Status: AlertStatus.Resolved } => alert,
            _ when !batch.Settled || blind || (lost && alert.Finding.Rule != "quorum_unknown") => alert,
            _ when batch.Now - alert.SeenAt >= alert.Finding.KeepFiring => alert with { Status = AlertStatus.Resolved, ResolvedAt = batch.Now },
            _ => alert,
        });
    }
}
