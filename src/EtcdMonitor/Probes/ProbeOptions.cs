namespace EtcdMonitor.Probes;

/// <summary>How often and how long each member is asked.</summary>
public sealed record ProbeOptions
{
    /// <summary>Period of the liveness round: status, both reads and the member's own list.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Deadline of each question of a round. A frozen member is known after one of these.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Period of the metrics page.</summary>
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Period of the full check, which makes a connection of its own: name, TCP, TLS and one question.</summary>
    public TimeSpan HealthCheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The monitor's own write.</summary>
    public WriteCanaryOptions WriteCanary { get; set; } = new();
}
