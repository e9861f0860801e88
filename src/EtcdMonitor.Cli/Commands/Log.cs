using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Cli.Commands;

/// <summary>What the program itself logs. Names and numbers of events are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "etcd-monitor {Version} watches {Clusters} from {Source}, storage {Storage}", EventName = "starting")]
    public static partial void Starting(ILogger logger, string version, string clusters, string source, string storage);

    [LoggerMessage(501, LogLevel.Information, "API and dashboard at {Url}", EventName = "listening")]
    public static partial void Listening(ILogger logger, string url);

    [LoggerMessage(502, LogLevel.Information, "first verdicts in {Took}, {Answered} of {Members} answered", EventName = "ready")]
    public static partial void Ready(ILogger logger, string took, int answered, string members);

    [LoggerMessage(503, LogLevel.Warning, "No authentication is set up. Whoever reaches port {Port} reads health, metrics and alerts", EventName = "no_authentication")]
    public static partial void NoAuthentication(ILogger logger, int port);

    [LoggerMessage(504, LogLevel.Information, "requests and deliveries are being finished; Ctrl-C again leaves at once", EventName = "stopping")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(506, LogLevel.Error, "{Error}", EventName = "reload_error")]
    public static partial void ReloadError(ILogger logger, string error);

    [LoggerMessage(507, LogLevel.Error, "The configuration was not reloaded, {Errors}; the one before stays in force", EventName = "reload_refused")]
    public static partial void ReloadRefused(ILogger logger, string errors);

    [LoggerMessage(508, LogLevel.Warning, "These settings changed too and wait for a restart: {Keys}", EventName = "needs_restart")]
    public static partial void NeedsRestart(ILogger logger, string keys);

    [LoggerMessage(509, LogLevel.Error, "The configuration was not reloaded", EventName = "reload_failed")]
    public static partial void ReloadFailed(ILogger logger, Exception error);

    [LoggerMessage(505, LogLevel.Warning, "{Text}", EventName = "configuration")]
    public static partial void ConfigurationWarning(ILogger logger, string text);
}
