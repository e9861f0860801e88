using Microsoft.Extensions.Logging;

namespace Etcd.Client;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{From} does not serve; going on at {To}. {Reason}")]
    public static partial void WentElsewhere(ILogger logger, string from, string to, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The member list cannot be read; keeping the endpoints known. {Reason}")]
    public static partial void MemberSyncFailed(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Information, "The watch stream ended; its watches go on on another one. {Reason}")]
    public static partial void WatchesMoveOn(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Lease {Lease} is lost ({Reason}); what lived by it may be gone.")]
    public static partial void LeaseLost(ILogger logger, LeaseId lease, LeaseLossReason reason);
}
