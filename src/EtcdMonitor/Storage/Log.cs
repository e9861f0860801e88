using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Error, "The storage takes no writes, {Reason}. The watch goes on; events, alerts and notices are kept in memory until it does, samples are lost", EventName = "storage_write_failed")]
    public static partial void WriteFailed(ILogger logger, string reason);

    [LoggerMessage(301, LogLevel.Warning, "The storage takes writes again, after {Seconds:0} s", EventName = "storage_writes_again")]
    public static partial void WritesAgain(ILogger logger, double seconds);

    [LoggerMessage(304, LogLevel.Warning, "{Path} was deleted while in use; it is written anew and nothing is lost", EventName = "storage_restored")]
    public static partial void Restored(ILogger logger, string path);

    [LoggerMessage(302, LogLevel.Warning, "The disk does not keep up: the oldest samples are dropped until it does", EventName = "storage_samples_dropped")]
    public static partial void SamplesDropped(ILogger logger);

    [LoggerMessage(305, LogLevel.Error, "The storage has taken no writes for so long that history is lost: of each cluster the events of the newest {Rounds} rounds are kept in memory, older ones are dropped. Notices are all kept", EventName = "storage_events_dropped")]
    public static partial void EventsDropped(ILogger logger, int rounds);

    [LoggerMessage(306, LogLevel.Information, "{Silence} of {Author} mutes {Matchers} from {StartsAt:u} until {EndsAt:u}: {Comment}", EventName = "silenced")]
    public static partial void Silenced(ILogger logger, string silence, string author, string matchers, DateTimeOffset startsAt, DateTimeOffset endsAt, string comment);

    [LoggerMessage(307, LogLevel.Information, "{Silence} is ended by {Author}", EventName = "silence_expired")]
    public static partial void SilenceExpired(ILogger logger, string silence, string author);

    [LoggerMessage(308, LogLevel.Information, "{Author} has {Incident}: {Comment}", EventName = "acknowledged")]
    public static partial void Acknowledged(ILogger logger, string incident, string author, string comment);

    [LoggerMessage(303, LogLevel.Error, "Old history could not be deleted; tried again in an hour", EventName = "storage_prune_failed")]
    public static partial void PruneFailed(ILogger logger, Exception error);
}
