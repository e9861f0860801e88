namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// An alert whose finding is gone is over: pending ones at once, firing ones after the time that bridges flapping. While the
/// cluster cannot be judged, a missing finding proves nothing and firing alerts stay.
/// </summary>
/// <param name="least">The time that bridges flapping, at the least.</param>
/// <param name="window">The time for one that flaps: so long it counts as lasting.</param>
internal sealed class ResolveStage(TimeSpan least, TimeSpan window) : IAlertStage
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
            _ when batch.Now - alert.SeenAt >= Flapping.Bridge(alert, least, window) => alert with { Status = AlertStatus.Resolved, ResolvedAt = batch.Now, FlapsSince = null },
            _ => alert,
        });
    }
}
