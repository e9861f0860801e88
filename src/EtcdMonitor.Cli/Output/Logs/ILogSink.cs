namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>Writes records in one form: text or JSON.</summary>
internal interface ILogSink
{
    /// <summary>Writes one record, whole.</summary>
    void Write(LogRecord record);
}
