using EtcdMonitor.Alerts;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Channels;

internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Information, "{Title} of {Cluster} ({Kind}): {Channel} took it in {Milliseconds} ms", EventName = "delivered")]
    public static partial void Delivered(ILogger logger, string channel, string cluster, string title, NoticeKind kind, long milliseconds);

    [LoggerMessage(401, LogLevel.Warning, "{Channel} did not take a notice of {Cluster}: {Error}; tried again in {Seconds:0.0} s", EventName = "delivery_retried")]
    public static partial void Retried(ILogger logger, string channel, string cluster, string error, double seconds);

    [LoggerMessage(402, LogLevel.Error, "{Channel} did not take {Title} of {Cluster}, and it is given up: {Error}. It is kept as a dead letter", EventName = "delivery_refused")]
    public static partial void Refused(ILogger logger, string channel, string cluster, string title, string error);

    [LoggerMessage(405, LogLevel.Error, "A stored notice for {Channel} cannot be read ({Key}): {Reason}. It is kept as a dead letter", EventName = "notice_unreadable")]
    public static partial void Unreadable(ILogger logger, string channel, string key, string reason);

    [LoggerMessage(404, LogLevel.Warning, "{Channel} took {Title} of {Cluster} for some and not for others: {Error}", EventName = "delivered_in_part")]
    public static partial void DeliveredInPart(ILogger logger, string channel, string cluster, string title, string error);

    [LoggerMessage(403, LogLevel.Error, "The outbox cannot be read or marked, {Reason}; {Channel} tries again each second", EventName = "outbox_failed")]
    public static partial void OutboxFailed(ILogger logger, string channel, string reason);
}
