using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Who leads.</summary>
/// <param name="Proposal">What it has proclaimed; the session's owner unless it said otherwise.</param>
/// <param name="Fence">Its fence.</param>
/// <param name="Lease">The lease that it lives by.</param>
public sealed record Leader(Value Proposal, Fence Fence, LeaseId Lease)
{
    /// <summary>The proposal, as text.</summary>
    public override string ToString() => Proposal.ToString();
}
