namespace Etcd.Patterns;

/// <summary>What is known of an instance's health: the verdict of the process that registered it.</summary>
public enum ServiceHealth
{
    /// <summary>Nobody checks it, or no check has come to a verdict yet. A load balancer uses it.</summary>
    Unchecked,

    /// <summary>Its last check passed.</summary>
    Healthy,

    /// <summary>Its checks fail. A load balancer passes it over while there are others.</summary>
    Unhealthy,
}
