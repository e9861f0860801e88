using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>For people: <c>02:55:20.131 crit  payments-eu-1  etcd-2 is cut off from the other four members</c>.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="subjectWidth">Width of the column of subjects: the longest name of a cluster.</param>
internal sealed class TextLogSink(Terminal terminal, int subjectWidth) : ILogSink
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public void Write(LogRecord record)
    {
        Line line = new Line()
            .Add(record.At.UtcDateTime.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture), Style.Dim)
            .Add(record.Word, StyleOf(record.Level))
            .Add("  ")
            .Add(Foreign.Clean(record.Subject).PadRight(subjectWidth))
            .Add("  ");
        lock (_gate)
        {
            terminal.Write(Wrap.Sentence(terminal, line, Foreign.Clean(record.Sentence)));
            for (Exception? error = record.Error; error is not null; error = error.InnerException)
            {
                terminal.Write(Foreign.Clean($"             {error.GetType().Name}: {error.Message}"));
            }
        }
    }

    private static Style StyleOf(LogLevel level) => level switch
    {
        >= LogLevel.Error => Style.Critical,
        LogLevel.Warning => Style.Warning,
        LogLevel.Information => Style.Info,
        _ => Style.Dim,
    };
}
