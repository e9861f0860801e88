using EtcdMonitor;
using EtcdMonitor.Rules;

namespace Faults.Truth;

/// <summary>What the monitor must say about a fault, and when.</summary>
/// <param name="Rule">The verdict's name, such as <c>quorum_lost</c>.</param>
/// <param name="Within">From the fault to the event; the bars are those of the detection goals.</param>
internal sealed record Expected(string Rule, TimeSpan Within)
{
    /// <summary>Other verdicts that are as true, where chance decides which of them shows first.</summary>
    public IReadOnlyList<string> Or { get; init; } = [];

    /// <summary>Whether the finding must name the stage's victim.</summary>
    public bool NamesVictim { get; init; } = true;

    /// <summary>The least severity; null: any.</summary>
    public Severity? AtLeast { get; init; }

    /// <summary>Words that the finding must say somewhere.</summary>
    public string? Says { get; init; }

    /// <summary>What else must hold of the same snapshot, in words and as a condition; null: nothing.</summary>
    public (string What, Func<ClusterSnapshot, bool> Holds)? And { get; init; }

    /// <summary>Longest time from the fault to the notification; null: none is awaited.</summary>
    public TimeSpan? Told { get; init; }

    /// <summary>A notification before that is one too early.</summary>
    public TimeSpan NotToldBefore { get; init; }

    /// <summary>From healing until the finding is gone.</summary>
    public TimeSpan Clears { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a rule's name is one of those that are true.</summary>
    public bool Is(string rule) => rule == Rule || Or.Contains(rule, StringComparer.Ordinal);

    /// <summary>The rule of the book that gives it; null: there is none yet.</summary>
    public IRule? Giver => RuleNames.GiverOf(Rule);
}
