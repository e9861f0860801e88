namespace EtcdMonitor.Storage;

/// <summary>One number to keep.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Member">Member; empty: the cluster as a whole.</param>
/// <param name="Name">Name with its unit, such as <c>fsync_p99_ms</c>.</param>
/// <param name="Value">The number.</param>
internal readonly record struct Sample(DateTimeOffset At, string Cluster, string Member, string Name, double Value);
