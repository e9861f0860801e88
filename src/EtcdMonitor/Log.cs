using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor;

internal static partial class Log
{
    /// <summary>An event as a log line; the level follows its severity.</summary>
    public static void Happened(ILogger logger, MonitorEvent happened) => Happened(
        logger,
        happened.Severity switch { Severity.Critical => LogLevel.Critical, Severity.Warning or Severity.Unknown => LogLevel.Warning, _ => LogLevel.Information },
        happened.Cluster,
        happened.Text,
        happened.Kind);

    [LoggerMessage(EventId = 100, Message = "{Cluster}: {Text} ({Kind})", EventName = "event")]
    private static partial void Happened(ILogger logger, LogLevel level, string cluster, string text, string kind);

    [LoggerMessage(101, LogLevel.Critical, "A round of {Cluster} failed by a fault of this program; the next one is tried in {Seconds} s", EventName = "round_failed")]
    public static partial void RoundFailed(ILogger logger, Exception error, string cluster, double seconds);

    [LoggerMessage(102, LogLevel.Information, "Watching {Clusters}", EventName = "started")]
    public static partial void Started(ILogger logger, string clusters);

    [LoggerMessage(103, LogLevel.Information, "Watching has ended", EventName = "stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(105, LogLevel.Information, "Other thresholds, routes, receivers and channels are in force", EventName = "reloaded")]
    public static partial void Reloaded(ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "Deliveries did not end in time; what is left stays queued", EventName = "drain_timeout")]
    public static partial void DrainTimeout(ILogger logger);
}
