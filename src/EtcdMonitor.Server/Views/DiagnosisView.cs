using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Server.Views;

/// <summary>Every check with what it came to: the answer of <c>GET …/diagnosis</c> and the JSON of <c>etcd-monitor diagnose</c>.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="At">End of the last round that it rests on; null: nobody was asked yet.</param>
/// <param name="Source">Who says so: <c>monitor</c>, <c>etcd</c> when the command line asked the members itself, <c>bundle</c> when rounds were judged again.</param>
/// <param name="Version">Version of the program that judged.</param>
/// <param name="Verdict">The worst severity of all findings.</param>
/// <param name="Sentence">The verdict as one sentence.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Members">Members that the cluster has, as far as known.</param>
/// <param name="TookMs">How long the rounds took that were asked for it; null: none were, it is the last round of a watch.</param>
/// <param name="Rounds">Rounds that it rests on, as far as they were asked for it or recorded; null: those of a watch.</param>
/// <param name="Tolerance">How many more members may fail.</param>
/// <param name="Counts">Checks by result.</param>
/// <param name="Findings">What was found, the worst first, with evidence and what to do.</param>
/// <param name="Checks">All checks, the worst first.</param>
/// <param name="Schema">Version of the fields; within it they are only added.</param>
public sealed record DiagnosisView(
    string Cluster, DateTimeOffset? At, string Source, string Version, Severity Verdict, string Sentence, DateTimeOffset? Since, int Members, double? TookMs, int? Rounds,
    ToleranceView Tolerance, CheckCountsView Counts, ImmutableArray<FindingView> Findings, ImmutableArray<CheckView> Checks,
    [property: JsonPropertyOrder(-1)] string Schema = "etcd-monitor.diagnosis/1")
{
    /// <summary>The bundle that was written with it; left out: none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WrittenBundleView? Bundle { get; init; }

    /// <summary>Writes down what the rules came to.</summary>
    public static DiagnosisView From(ClusterSnapshot snapshot, string source, string version, TimeSpan? took = null, int? rounds = null)
    {
        ImmutableArray<CheckResult> results = CheckList.Of(snapshot.State, snapshot.Verdict, RuleBook.Default);
        VerdictsView verdict = VerdictsView.From(snapshot);
        return new(
            verdict.Cluster, verdict.At, source, version, verdict.Verdict, verdict.Sentence, verdict.Since, snapshot.State.Members.Length, took?.TotalMilliseconds, rounds,
            verdict.Tolerance, CheckCountsView.Of(results), verdict.Findings, [.. results.Select(CheckView.Of)]);
    }
}

/// <summary>Checks by result.</summary>
/// <param name="Total">All.</param>
/// <param name="Well">Looked at, nothing found.</param>
/// <param name="Info">Worth knowing.</param>
/// <param name="Warning">Needs a person, not at once.</param>
/// <param name="Unknown">Cannot be judged from here, and that matters.</param>
/// <param name="Critical">Needs a person now.</param>
/// <param name="NotSeen">Could not be looked at.</param>
public sealed record CheckCountsView(int Total, int Well, int Info, int Warning, int Unknown, int Critical, int NotSeen)
{
    internal static CheckCountsView Of(ImmutableArray<CheckResult> results)
    {
        return new(results.Length, Count(CheckOutcome.Well), Count(CheckOutcome.Info), Count(CheckOutcome.Warning), Count(CheckOutcome.Unknown), Count(CheckOutcome.Critical), Count(CheckOutcome.NotSeen));

        int Count(CheckOutcome outcome) => results.Count(r => r.Outcome == outcome);
    }
}

/// <summary>What one check came to.</summary>
/// <param name="Name">Its stable name, that of the rule.</param>
/// <param name="LooksAt">What was looked at.</param>
/// <param name="Member">Member that it is about; null: the cluster.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Text">What holds, what is wrong, or why nothing was seen.</param>
/// <param name="Unnoticed">What may happen unnoticed because nothing was seen; null: nothing that is worth a line, or it was seen.</param>
public sealed record CheckView(string Name, string LooksAt, string? Member, CheckOutcome Result, string Text, string? Unnoticed)
{
    internal static CheckView Of(CheckResult result) => new(result.Name, result.LooksAt, result.Member, result.Outcome, result.Text, result.Unnoticed);
}

/// <summary>A bundle that was written.</summary>
/// <param name="File">Its path.</param>
/// <param name="Bytes">Its size.</param>
public sealed record WrittenBundleView(string File, long Bytes);
