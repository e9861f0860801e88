namespace EtcdMonitor.Alerts.Incidents;

/// <summary>Somebody has an incident: it is not escalated any more.</summary>
/// <param name="Author">Who.</param>
/// <param name="Comment">What they have to say; empty: nothing.</param>
/// <param name="At">Since when.</param>
public sealed record Acknowledgement(string Author, string Comment, DateTimeOffset At);
