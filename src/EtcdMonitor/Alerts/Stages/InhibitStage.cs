using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>One cause, one page: a firing alert silences those that it explains. They still show, and are told if they outlast it.</summary>
internal sealed class InhibitStage : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        Finding[] firing = [.. batch.Alerts.Values.Where(a => a is { Status: AlertStatus.Firing, IsMuted: false }).Select(a => a.Finding)];
        return batch.With(alert => alert with { InhibitedBy = Causes.Of(alert.Finding, firing) });
    }
}
