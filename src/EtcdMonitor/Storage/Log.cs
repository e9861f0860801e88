using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Storage;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Error, "{Count} records of {Cluster} could not be written and are kept in memory; tried again next round", EventName = "storage_write_failed")]
    public static partial void WriteFailed(ILogger logger, Exception error, int count, string cluster);

    [LoggerMessage(301, LogLevel.Error, "{Count} samples could not be written and are lost", EventName = "storage_samples_failed")]
    public static partial void SamplesFailed(ILogger logger, Exception error, int count);

    [LoggerMessage(302, LogLevel.Warning, "{Count} samples were dropped: the disk does not keep up", EventName = "storage_samples_dropped")]
    public static partial void SamplesDropped(ILogger logger, int count);

    [LoggerMessage(303, LogLevel.Error, "Old history could not be deleted; tried again in an hour", EventName = "storage_prune_failed")]
    public static partial void PruneFailed(ILogger logger, Exception error);
}
