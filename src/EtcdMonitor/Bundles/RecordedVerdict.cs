using EtcdMonitor.Rules;

namespace EtcdMonitor.Bundles;

/// <summary>A verdict in short: enough to see whether another version judges otherwise.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Fault">The rule of the leading finding; null: healthy, or nothing confirmed.</param>
/// <param name="Member">Member that it is about; null: the cluster.</param>
/// <param name="Sentence">The verdict in words.</param>
public sealed record RecordedVerdict(Severity Severity, string? Fault, string? Member, string Sentence)
{
    /// <summary>That of a verdict.</summary>
    public static RecordedVerdict Of(Verdict verdict) => new(verdict.Severity, verdict.Lead?.Rule, verdict.Lead?.Member, verdict.Sentence);

    /// <summary>Whether both say the same; sentences may be worded otherwise.</summary>
    public bool Agrees(RecordedVerdict other) => (Severity, Fault, Member) == (other.Severity, other.Fault, other.Member);
}
