namespace EtcdMonitor.State;

/// <summary>What a member is in its cluster.</summary>
public enum MemberRole
{
    /// <summary>Not known: it does not answer, or may not tell us.</summary>
    Unknown,

    /// <summary>Leads, by its own word and the cluster's.</summary>
    Leader,

    /// <summary>Follows the leader.</summary>
    Follower,

    /// <summary>Copies data without a vote.</summary>
    Learner,

    /// <summary>Answers and names no leader while a quorum of others has one.</summary>
    Isolated,

    /// <summary>Answers and names no leader, as there is none.</summary>
    Leaderless,

    /// <summary>In the list, but its process never joined.</summary>
    Unstarted,
}
