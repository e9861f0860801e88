using Etcd.Client;

namespace EtcdMonitor.Samples;

/// <summary>A metrics page of one endpoint, or why there is none.</summary>
/// <param name="Endpoint">Endpoint that was asked.</param>
/// <param name="At">When.</param>
/// <param name="Delta">The page and what changed since the one before.</param>
/// <param name="Failure">Class of what failed; <see cref="EtcdFailure.None"/>: there is a page.</param>
/// <param name="Missing">Why there is no page.</param>
internal sealed record MetricsReading(string Endpoint, DateTimeOffset At, MetricsDelta? Delta, EtcdFailure Failure, string? Missing)
{
    /// <summary>How long it says something about now: three pages at the default period.</summary>
    public TimeSpan GoodFor { get; init; } = TimeSpan.FromSeconds(35);
}
