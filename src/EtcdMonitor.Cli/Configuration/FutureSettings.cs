namespace EtcdMonitor.Cli.Configuration;

/// <summary>Keys of the product that this version does not know what to do with. They are refused: a page that never comes is worse than a start that fails.</summary>
internal static class FutureSettings
{
    /// <summary>Groups and keys; a feature that arrives takes its line out.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "api.tls", "api.trusted_proxies",
        "alerts.alertmanager", "alerts.silences",
        "outbound", "benchmark", "storage.postgresql", "redis", "auth",
    ];
}
