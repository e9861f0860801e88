namespace EtcdMonitor.Alerts.Stages;

/// <summary>Drops alerts that never fired and those over for longer than the window; the history keeps the latter.</summary>
internal sealed class ForgetStage(TimeSpan window) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch) => batch with
    {
        Alerts = batch.Alerts.RemoveRange(batch.Alerts.Values
            .Where(a => a.Status == AlertStatus.Resolved && (a.Generation == 0 || (batch.Now - a.ResolvedAt >= window && (a.NotifiedAt is null || batch.Now - a.NotifiedAt >= window))))
            .Select(a => a.Id)),
    };
}
