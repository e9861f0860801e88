namespace Etcd.Patterns;

/// <summary>What happened to an instance.</summary>
public enum ServiceEventType
{
    /// <summary>It was registered, or was there when the observing began.</summary>
    Added,

    /// <summary>It was deregistered, or its process died.</summary>
    Removed,

    /// <summary>It was updated, its health changed, or it was registered anew.</summary>
    Updated,
}
