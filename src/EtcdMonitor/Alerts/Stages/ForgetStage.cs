namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// Drops alerts that never fired. Those that did are remembered for as long as the storage does: an alert that fires again counts on from its
/// last generation, and one that began at the first again would look like a notice that was sent already.
/// </summary>
internal sealed class ForgetStage(TimeSpan memory) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch) => batch with
    {
        Alerts = batch.Alerts.RemoveRange(batch.Alerts.Values
            .Where(a => a.Status == AlertStatus.Resolved && (a.Generation == 0 || batch.Now - a.ResolvedAt >= memory))
            .Select(a => a.Id)),
    };
}
