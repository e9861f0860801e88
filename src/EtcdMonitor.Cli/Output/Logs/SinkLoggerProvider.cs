using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>Brings what is logged anywhere in the program to a sink.</summary>
/// <param name="sink">Where to.</param>
/// <param name="least">Least level of ours.</param>
/// <param name="time">The clock.</param>
internal sealed class SinkLoggerProvider(ILogSink sink, LogLevel least, TimeProvider time) : ILoggerProvider, ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new SinkLogger(sink, LeastOf(categoryName), time);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one sink.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // nothing is held
    }

    /// <summary>The framework's own words matter when something is wrong, or when somebody asked for everything. Why a start failed is told by us, in one line.</summary>
    private LogLevel LeastOf(string category) => least > LogLevel.Debug && category.StartsWith("Microsoft.", StringComparison.Ordinal)
        ? category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) ? LogLevel.None : LogLevel.Error
        : least;

    private sealed class SinkLogger(ILogSink sink, LogLevel least, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            KeyValuePair<string, object?>[] fields = state is IEnumerable<KeyValuePair<string, object?>> values ? [.. values.Where(v => v.Key != "{OriginalFormat}")] : [];
            LogRecord record = new(time.GetUtcNow(), logLevel, eventId.Name ?? "log", formatter(state, exception), fields, exception);

            // an event of a cluster carries its own kind and its own sentence
            string? text = record.Field("Text");
            sink.Write(text is null ? record : record with
            {
                Event = record.Field("Kind") ?? record.Event,
                Sentence = text,
                Fields = [.. fields.Where(f => f.Key is not "Text" and not "Kind")],
            });
        }
    }
}
