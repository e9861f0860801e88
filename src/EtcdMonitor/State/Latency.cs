namespace EtcdMonitor.State;

/// <summary>Quantiles in milliseconds; null: not known, see the reason.</summary>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Reason">Why they are not known.</param>
public sealed record Latency(double? P50, double? P95, double? P99, string? Reason = null)
{
    /// <summary>Not known, and why.</summary>
    public static Latency Unknown(string reason) => new(null, null, null, reason);
}
