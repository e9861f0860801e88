namespace Etcd.Testing;

/// <summary>What the check came to.</summary>
public enum LinearizabilityOutcome
{
    /// <summary>Neither: the history is too large for the budget. Not a pass.</summary>
    Undecided,

    /// <summary>There is an order that explains it.</summary>
    Linearizable,

    /// <summary>There is none.</summary>
    Violation,
}
