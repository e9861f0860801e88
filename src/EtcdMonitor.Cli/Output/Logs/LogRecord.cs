using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>One thing to log, whatever the form.</summary>
/// <param name="At">When.</param>
/// <param name="Level">How bad.</param>
/// <param name="Event">Stable name, such as <c>ready</c>.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Fields">Values in it, by their names as logged.</param>
/// <param name="Error">What was thrown; null: nothing.</param>
internal sealed record LogRecord(DateTimeOffset At, LogLevel Level, string Event, string Sentence, IReadOnlyList<KeyValuePair<string, object?>> Fields, Exception? Error = null)
{
    /// <summary>What it is about: the cluster, else the event.</summary>
    public string Subject => Field("Cluster") ?? Event;

    /// <summary>The level in four letters.</summary>
    public string Word => Level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    /// <summary>A value as text; null: there is none of that name.</summary>
    public string? Field(string name) => Fields.FirstOrDefault(f => f.Key == name).Value?.ToString();
}
