namespace Etcd.Patterns;

/// <summary>How a session stands.</summary>
public enum SessionState
{
    /// <summary>It has no lease yet: nobody has asked for one.</summary>
    Idle,

    /// <summary>Its lease is confirmed.</summary>
    Alive,

    /// <summary>A renewal is overdue; the lease is still certain.</summary>
    Unconfirmed,

    /// <summary>Its lease is lost, and whatever lived by it; the next use takes a new one.</summary>
    Lost,

    /// <summary>It was closed.</summary>
    Closed,
}
