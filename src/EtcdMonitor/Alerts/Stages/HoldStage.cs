using EtcdMonitor.Alerts.Incidents;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>A pending alert whose finding has lasted for its hold begins to fire. One that did so several times in a short while flaps.</summary>
internal sealed class HoldStage : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch) => batch.With(alert =>
        alert.Status == AlertStatus.Pending && alert.SeenAt == batch.Now && batch.Now - alert.PendingSince >= alert.Finding.Hold
            ? Flapping.Came(alert with { Status = AlertStatus.Firing, Generation = alert.Generation + 1, FiredAt = batch.Now, ResolvedAt = null, Incident = Lasting(alert, batch.Now) }, batch.Now)
            : alert);

    /// <summary>The incident that one that fires again goes on with; 0: that is too long ago.</summary>
    private static long Lasting(Alert alert, DateTimeOffset now) => now - alert.ResolvedAt < IncidentId.Gap ? alert.Incident : 0;
}
