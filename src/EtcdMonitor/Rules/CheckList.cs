using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>Every check by name with what it came to: what is well is worth a line too, and what was not seen all the more.</summary>
public static class CheckList
{
    /// <summary>One result a check of the cluster, and one a member for those of members; the worst first, else in the order of the rules.</summary>
    /// <param name="state">What was observed.</param>
    /// <param name="verdict">What the same rules said about it.</param>
    /// <param name="rules">The rules.</param>
    public static ImmutableArray<CheckResult> Of(ClusterState state, Verdict verdict, IReadOnlyList<IRule> rules)
    {
        CheckResult[] planned = [.. rules.SelectMany(rule => rule.Checks).SelectMany(check => Results(check, state, verdict))];
        HashSet<Finding> told = [.. planned.Select(r => r.Finding).OfType<Finding>()];

        // a finding that no check announced is told all the same
        IEnumerable<CheckResult> others = verdict.Findings.Where(f => !told.Contains(f)).Select(f => new CheckResult(f.Rule, f.Title, f.Member, Outcome(f.Severity), f.Sentence, null, f));
        return [.. planned.Concat(others).OrderByDescending(r => r.Outcome)];
    }

    private static IEnumerable<CheckResult> Results(Check check, ClusterState state, Verdict verdict) => check.UnseenOf is { } unseen
        ? state.Members.Select(m => Result(check, m.Name, check.Unseen(state) ?? unseen(m), verdict))
        : [Result(check, null, check.Unseen(state), verdict)];

    private static CheckResult Result(Check check, string? member, string? unseen, Verdict verdict)
    {
        // a finding of the cluster may name the one member that it is about
        if (verdict.Findings.FirstOrDefault(f => IsOf(f, check, member)) is { } found)
        {
            return new(check.Name, check.LooksAt, found.Member, Outcome(found.Severity), found.Sentence, null, found);
        }

        if (verdict.Suspected.FirstOrDefault(f => IsOf(f, check, member)) is { } suspected)
        {
            return new(check.Name, check.LooksAt, suspected.Member, CheckOutcome.NotSeen, $"{suspected.Sentence}, seen {suspected.Rounds} of the {suspected.Confirm} rounds that it takes");
        }

        return unseen is null
            ? new(check.Name, check.LooksAt, member, CheckOutcome.Well, check.Well)
            : new(check.Name, check.LooksAt, member, CheckOutcome.NotSeen, unseen, check.Unnoticed);
    }

    private static bool IsOf(Finding finding, Check check, string? member) =>
        finding.Rule == check.Name && (check.UnseenOf is null || finding.Member == member);

    private static CheckOutcome Outcome(Severity severity) => severity switch
    {
        Severity.Critical => CheckOutcome.Critical,
        Severity.Unknown => CheckOutcome.Unknown,
        Severity.Warning => CheckOutcome.Warning,
        Severity.Info => CheckOutcome.Info,
        _ => CheckOutcome.Well,
    };
}
