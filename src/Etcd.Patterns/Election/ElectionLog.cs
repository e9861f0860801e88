using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

internal static partial class ElectionLog
{
    [LoggerMessage(101, LogLevel.Warning, "A round of the leader at {Key} failed; {Consequence}.")]
    public static partial void RoundFailed(ILogger logger, string key, string consequence, Exception error);
}
