using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Alerts.Routing;

namespace EtcdMonitor.Alerts;

/// <summary>From findings to notifications.</summary>
public sealed record AlertOptions
{
    /// <summary>At most one firing notification for an alert in this time.</summary>
    public TimeSpan DeduplicationWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long every finding must be gone before its alert is over, at the least; rules may ask for longer.</summary>
    public TimeSpan KeepFiringFor { get; set; }

    /// <summary>Those who are told, for routes to name.</summary>
    public IReadOnlyList<ReceiverOptions> Receivers { get; set; } = [];

    /// <summary>Who is told of which alert; null: every channel that is on gets all, each alert by itself and at once, again after four hours.</summary>
    public RouteOptions? Route { get; set; }

    /// <summary>Planned times in which alerts are shown and page nobody.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; set; } = [];

    /// <summary>A critical alert that nobody acknowledged for so long after people were told is told to those above; zero: never.</summary>
    public TimeSpan EscalateAfter { get; set; }

    /// <summary>Channels that reach those above.</summary>
    public IReadOnlyList<string> EscalateTo { get; set; } = [];
}
