using EtcdMonitor.Cli.Configuration;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>From the options to a logger.</summary>
internal static class LogSetup
{
    /// <summary>Room for <c>stopping</c>.</summary>
    private const int LeastSubject = 8;

    /// <summary>A sink for standard error.</summary>
    public static ILogSink Sink(LogOptions options, Terminal error, IEnumerable<string> clusters) => options.Format == "json"
        ? new JsonLogSink(error.Writer)
        : new TextLogSink(error, clusters.Select(c => c.Length).Append(LeastSubject).Max());

    /// <summary>What writes to it.</summary>
    public static SinkLoggerProvider Loggers(LogOptions options, ILogSink sink, TimeProvider time) => new(sink, Level(options.Level), time);

    private static LogLevel Level(string word) => word switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
