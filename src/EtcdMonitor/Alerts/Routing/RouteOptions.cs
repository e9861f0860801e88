using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Routing;

/// <summary>A branch of the tree that says who is told of which alert. What is null is taken from the branch above.</summary>
public sealed record RouteOptions
{
    /// <summary>At the root: how long the first notice of a group waits for others.</summary>
    public static readonly TimeSpan DefaultGroupWait = TimeSpan.FromSeconds(30);

    /// <summary>At the root: how long further notices of a group wait for others.</summary>
    public static readonly TimeSpan DefaultGroupInterval = TimeSpan.FromMinutes(5);

    /// <summary>Also without any route: when an alert that still fires is told again.</summary>
    public static readonly TimeSpan DefaultRepeatInterval = TimeSpan.FromHours(4);

    /// <summary>Name of the receiver; needed at the root.</summary>
    public string? Receiver { get; set; }

    /// <summary>What an alert must meet, all of it, to come here; none at the root.</summary>
    public IReadOnlyList<Matcher> Matchers { get; set; } = [];

    /// <summary>Whether the branches after this one are tried too, though this one took the alert.</summary>
    public bool Continue { get; set; }

    /// <summary>Labels that alerts have in common to become one message, <c>...</c> for each alert its own; at the root <c>cluster</c>. Alerts of several clusters are never one message.</summary>
    public string[]? GroupBy { get; set; }

    /// <summary>How long the first notice of a group waits for others, 30 s at the root. A critical alert never waits.</summary>
    public TimeSpan? GroupWait { get; set; }

    /// <summary>How long further notices of a group wait for others, 5 m at the root. What is critical never waits.</summary>
    public TimeSpan? GroupInterval { get; set; }

    /// <summary>When an alert that still fires is told again, 4 h at the root; 0: never.</summary>
    public TimeSpan? RepeatInterval { get; set; }

    /// <summary>Branches, tried in order; where none takes the alert, this one does.</summary>
    public IReadOnlyList<RouteOptions> Routes { get; set; } = [];
}
