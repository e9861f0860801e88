namespace EtcdMonitor.Rules;

/// <summary>What one check came to.</summary>
/// <param name="Name">Name of the check; that of the finding when there is one.</param>
/// <param name="LooksAt">What was looked at.</param>
/// <param name="Member">Member that it is about; null: the cluster.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Text">What holds, what is wrong, or why nothing was seen.</param>
/// <param name="Unnoticed">What may happen unnoticed because nothing was seen; null: nothing that is worth a line, or it was seen.</param>
/// <param name="Finding">What was found; null: nothing.</param>
public sealed record CheckResult(string Name, string LooksAt, string? Member, CheckOutcome Outcome, string Text, string? Unnoticed = null, Finding? Finding = null);
