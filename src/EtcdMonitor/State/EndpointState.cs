using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What one address turned out to be. Several may be one member, and one may become another member when a name or a balancer stands before it.</summary>
public sealed record EndpointState
{
    /// <summary>The address, as the configuration or the member list writes it.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The member that answered there last; null: nobody did, and no list tells.</summary>
    public MemberId? Member { get; init; }

    /// <summary>The cluster that answered there last.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>Why nobody answered there when it was last asked; null: somebody did, or it was not asked yet.</summary>
    public ProbeFailure? Failure { get; init; }

    /// <summary>When it was last asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Last answer from there.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Start of the process behind its metrics page, by the member's clock; null: no page tells.</summary>
    public DateTimeOffset? ProcessStart { get; init; }

    /// <summary>When a page showed this <see cref="ProcessStart"/> first, by our clock.</summary>
    public DateTimeOffset? ProcessFirstSeenAt { get; init; }

    /// <summary>When a page showed it last.</summary>
    public DateTimeOffset? ProcessSeenAt { get; init; }
}

/// <summary>Two processes that both say that they are one member, such as one that was started from a copy of the other's data.</summary>
/// <param name="Member">The member that both claim to be.</param>
/// <param name="One">Where the process that started earlier answers.</param>
/// <param name="Other">Where the one that started later answers.</param>
public sealed record DuplicateMember(MemberId Member, EndpointState One, EndpointState Other);
