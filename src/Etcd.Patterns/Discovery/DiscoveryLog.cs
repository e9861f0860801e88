using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

internal static partial class DiscoveryLog
{
    [LoggerMessage(201, LogLevel.Warning, "{Key} is passed over: {Reason}.")]
    public static partial void Unreadable(ILogger logger, Key key, string reason);

    [LoggerMessage(202, LogLevel.Warning, "etcd is away; instances of {Service} are those last known. {Reason}")]
    public static partial void LastKnown(ILogger logger, string service, string reason);

    [LoggerMessage(203, LogLevel.Information, "{Key} is registered again.")]
    public static partial void RegisteredAgain(ILogger logger, Key key);

    [LoggerMessage(204, LogLevel.Warning, "{Key} was registered by another process, and the later one counts: {Other}. Give each process an id of its own.")]
    public static partial void TakenOver(ILogger logger, Key key, string other);

    [LoggerMessage(205, LogLevel.Warning, "{Key} cannot be kept up to date in etcd yet; trying again. {Reason}")]
    public static partial void NotPublished(ILogger logger, Key key, string reason);

    [LoggerMessage(206, LogLevel.Warning, "{Key} is unhealthy: {Reason}")]
    public static partial void Unhealthy(ILogger logger, Key key, string reason);

    [LoggerMessage(207, LogLevel.Information, "{Key} is healthy.")]
    public static partial void Healthy(ILogger logger, Key key);
}
