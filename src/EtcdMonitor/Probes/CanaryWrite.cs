namespace EtcdMonitor.Probes;

/// <summary>One write of the monitor's own.</summary>
/// <param name="Endpoint">Member that it went through.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Took">How long it took; null: it failed.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record CanaryWrite(string Endpoint, DateTimeOffset At, TimeSpan? Took, ProbeFailure? Failure);
