using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>Lets the rules look at a state, counts how long they have said so, and forms the verdict.</summary>
public static class Judge
{
    /// <summary>The verdict on a state, given the one before.</summary>
    public static Verdict Next(Verdict? before, ClusterState state, IReadOnlyList<IRule> rules, Thresholds thresholds)
    {
        Tolerance tolerance = Left(state);
        if (state.Round == 0)
        {
            return new() { Severity = Severity.Unknown, Sentence = "Nobody was asked yet", Since = state.At, Tolerance = tolerance };
        }

        ImmutableArray<Finding> seen = [.. rules.SelectMany(rule => rule.Evaluate(state, thresholds, state.At)).Select(finding => Counted(before, finding, state))];
        Finding[] found = [.. seen.Where(f => f.Rounds >= f.Confirm)];
        ImmutableArray<Finding> findings =
        [
            .. found.Select(f => f with { ExplainedBy = Causes.Of(f, found) }).OrderByDescending(f => f.Severity),
        ];
        Finding? lead = findings.FirstOrDefault();

        // what was healthy stays so until a fault is confirmed; of a cluster never seen before nothing good is known either
        Finding? doubt = state.Round == 1 ? seen.Where(f => f.Severity >= Severity.Unknown).MaxBy(f => f.Severity) : null;
        Severity severity = lead?.Severity ?? (doubt is null ? Severity.Healthy : Severity.Unknown);
        bool same = before is not null && before.Severity == severity && before.Lead?.Rule == lead?.Rule && before.Lead?.Member == lead?.Member;
        return new()
        {
            Severity = severity,
            Lead = lead,
            Findings = findings,
            Suspected = [.. seen.Where(f => f.Rounds < f.Confirm)],
            Sentence = lead?.Sentence ?? (doubt is null ? Well(state) : $"{doubt.Sentence}, seen once: the next round tells"),
            Since = same ? before!.Since : lead?.Since ?? state.At,
            Rounds = same ? before!.Rounds + 1 : lead?.Rounds ?? 1,
            Tolerance = tolerance,
        };
    }

    private static Finding Counted(Verdict? before, Finding finding, ClusterState state)
    {
        Finding? earlier = before?.Findings.Concat(before.Suspected).FirstOrDefault(f => f.Rule == finding.Rule && f.Member == finding.Member);
        ImmutableDictionary<string, long> samples = Witnesses(finding, state);
        bool counts = earlier is null || samples.All(s => s.Value > earlier.Sampled.GetValueOrDefault(s.Key, -1));
        return finding with
        {
            Rounds = (earlier?.Rounds ?? 0) + (counts ? 1 : 0),
            Sampled = counts ? samples : earlier!.Sampled,
            Since = earlier?.Since ?? finding.Since ?? state.At,
        };
    }

    /// <summary>Samples of the members that a finding is about; of all that are asked, when it names none. One whose answers are late has no new one.</summary>
    private static ImmutableDictionary<string, long> Witnesses(Finding finding, ClusterState state)
    {
        HashSet<string> named = [.. finding.Evidence.Select(e => e.Member).Append(finding.Member).OfType<string>()];
        MemberState[] asked = [.. state.Members.Where(m => m.Asked)];
        MemberState[] speak = [.. asked.Where(m => named.Contains(m.Name))];
        return (speak.Length == 0 ? asked : speak).DistinctBy(m => m.Name).ToImmutableDictionary(m => m.Name, m => m.Samples, StringComparer.Ordinal);
    }

    /// <summary>Below the quorum nobody serves, and what counts is how many voters are missing: those that answer are not.</summary>
    private static Tolerance Left(ClusterState state)
    {
        int unseen = state.UnaskedVoters + state.HiddenVoters.Count(), answering = state.ReachableVoters.Count() + unseen;
        return new(state.Voters, state.Quorum, answering < state.Quorum ? answering : state.ServingVoters.Count() + unseen);
    }

    private static string Well(ClusterState state)
    {
        int serving = state.ServingVoters.Count();
        string who = (serving, state.Voters) switch
        {
            (1, 1) => "Its only member serves",
            (0, 1) => "Its only member does not serve",
            (2, 2) => "Both members serve",
            _ when serving == state.Voters => $"All {state.Voters} members serve",
            _ when state.UnaskedVoters > 0 => $"{serving} of {state.Voters} members serve, {state.UnaskedVoters} {(state.UnaskedVoters == 1 ? "is" : "are")} not asked",
            _ => $"{serving} of {state.Voters} members serve",
        };
        return state.Leadership.Name is { } leader && state.Voters > 1 ? $"{who}, {leader} leads" : who;
    }
}
