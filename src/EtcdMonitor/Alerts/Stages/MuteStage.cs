namespace EtcdMonitor.Alerts.Stages;

/// <summary>What people decided about alerts. Before the inhibition, since what is muted explains nothing: whoever silences a slow disk did not silence the elections that it makes.</summary>
internal sealed class MuteStage(Func<Decisions> decisions, IReadOnlyDictionary<string, string> labels) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        Decisions now = decisions();
        return batch.With(alert => alert.Status == AlertStatus.Resolved ? alert : now.Apply(alert, labels, batch.Now));
    }
}
