namespace EtcdMonitor.State;

/// <summary>Quantiles of a duration in milliseconds; null: not known, see the reason.</summary>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Reason">Why they are not known.</param>
public sealed record Latency(double? P50, double? P95, double? P99, string? Reason = null)
{
    /// <summary>Who measured it.</summary>
    public FigureSource Source { get; init; }

    /// <summary>Highest bound that the histogram can tell, milliseconds: a quantile that equals it is at least that. Null: there is no such bound.</summary>
    public double? HighestBoundMs { get; init; }

    /// <summary>Not known, and why.</summary>
    public static Latency Unknown(string reason, FigureSource source = FigureSource.Server) => new(null, null, null, reason) { Source = source };

    /// <summary>One of the quantiles with all that is to be said of it.</summary>
    internal Figure Figure(Func<Latency, double?> quantile) => new()
    {
        Value = quantile(this),
        Reason = Reason,
        Source = Source,
        IsLowerBound = quantile(this) is { } value && value >= HighestBoundMs,
    };
}
