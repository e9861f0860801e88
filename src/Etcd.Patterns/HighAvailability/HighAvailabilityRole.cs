namespace Etcd.Patterns;

/// <summary>What a <see cref="HighAvailabilityCoordinator"/> does now.</summary>
public enum HighAvailabilityRole
{
    /// <summary>Nothing: it does not run, or is between two roles.</summary>
    None,

    /// <summary>It stands by, waiting to be elected.</summary>
    Secondary,

    /// <summary>It leads; or it has lost the leadership, and its work has not returned yet.</summary>
    Primary,
}
