namespace EtcdMonitor.State;

/// <summary>Questions that a member may refuse to answer to us.</summary>
[Flags]
public enum Capability
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Its status: leader, term, index, size, alarms.</summary>
    Status = 1,

    /// <summary>A serializable read.</summary>
    LocalRead = 2,

    /// <summary>A linearizable read. A permission denied for the key itself counts as allowed: it is said only after a quorum has agreed.</summary>
    Read = 4,

    /// <summary>Its own member list.</summary>
    MemberList = 8,

    /// <summary>The hash of its data; asks for the role root.</summary>
    Hash = 16,

    /// <summary>The cluster's alarm list.</summary>
    AlarmList = 32,

    /// <summary>Whether authorization is on; asks for the role root.</summary>
    AuthStatus = 64,
}
