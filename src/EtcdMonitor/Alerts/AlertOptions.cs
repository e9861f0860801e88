namespace EtcdMonitor.Alerts;

/// <summary>From findings to notifications.</summary>
public sealed record AlertOptions
{
    /// <summary>At most one firing notification for an alert in this time.</summary>
    public TimeSpan DeduplicationWindow { get; set; } = TimeSpan.FromMinutes(5);
}
