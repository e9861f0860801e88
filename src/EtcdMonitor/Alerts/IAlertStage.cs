namespace EtcdMonitor.Alerts;

/// <summary>One step of the pipeline: a pure function from batch to batch.</summary>
internal interface IAlertStage
{
    /// <summary>Does its step.</summary>
    AlertBatch Apply(AlertBatch batch);
}
