namespace EtcdMonitor.Server.Security;

/// <summary>What a route lets its caller do; every route has exactly one.</summary>
internal enum Access
{
    /// <summary>Reads health, metrics, events or alerts: open to all while no authentication is set up.</summary>
    Read,

    /// <summary>Changes something or reads key values: without authentication only for callers on this machine.</summary>
    Change,
}

/// <summary>The policy on an endpoint.</summary>
internal sealed record RoutePolicy(Access Access);
