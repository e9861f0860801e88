using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>One member's answers in one round. Null: not asked, because it would not answer this (a learner) or is not known to.</summary>
public sealed record MemberAnswers
{
    /// <summary>Endpoint that was asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The member's own status: local, costs no raft entry.</summary>
    public required Answer<MemberStatus> Status { get; init; }

    /// <summary>A serializable read: works without a quorum.</summary>
    public Answer<ReadProof>? LocalRead { get; init; }

    /// <summary>A linearizable read: proves a quorum behind this member.</summary>
    public Answer<ReadProof>? Read { get; init; }

    /// <summary>The member's own view of the member list.</summary>
    public Answer<MemberList>? List { get; init; }

    /// <summary>Status over a connection that was made for it; null: not due in this round. Only this sees a new certificate or a listener that is exhausted.</summary>
    public Answer<MemberStatus>? Fresh { get; init; }

    /// <summary>Whether it is there and refuses to tell its status: to us, or as a learner to any user.</summary>
    internal bool Refuses => Status.Failure?.Kind is EtcdFailure.PermissionDenied or EtcdFailure.Unauthenticated;

    /// <summary>How long the slowest answer took.</summary>
    internal TimeSpan Longest => new[] { Status.Took, LocalRead?.Took, Read?.Took, List?.Took, Fresh?.Took }.Max() ?? default;

    /// <summary>Header of whichever question was answered: it names the member and the cluster.</summary>
    public ResponseHeader? Header => Status.Value?.Header ?? LocalRead?.Value?.Header ?? Read?.Value?.Header ?? List?.Value?.Header;
}
