namespace Etcd.Testing;

/// <summary>The verdict on a history.</summary>
/// <param name="Outcome">What the check came to.</param>
/// <param name="Key">Of a violation, and of what was too large: the key.</param>
/// <param name="Explanation">In words; of a violation: the operations that cannot be ordered, and why none of them can be next.</param>
public sealed record LinearizabilityVerdict(LinearizabilityOutcome Outcome, string? Key, string Explanation)
{
    /// <summary>True only when an order was found.</summary>
    public bool IsLinearizable => Outcome == LinearizabilityOutcome.Linearizable;

    /// <inheritdoc/>
    public override string ToString() => Explanation;
}
