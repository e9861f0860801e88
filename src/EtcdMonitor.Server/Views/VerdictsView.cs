using System.Collections.Immutable;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Server.Views;

/// <summary>The verdict on a cluster with everything that it rests on.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="At">End of the last round; null: nobody was asked yet.</param>
/// <param name="Verdict">The worst severity of all findings.</param>
/// <param name="Sentence">The verdict as one sentence.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Rounds">Rounds in a row with this verdict.</param>
/// <param name="Tolerance">How many more members may fail.</param>
/// <param name="Findings">All findings, the worst first.</param>
/// <param name="Suspected">What too few rounds have shown yet to be believed.</param>
public sealed record VerdictsView(
    string Cluster, DateTimeOffset? At, Severity Verdict, string Sentence, DateTimeOffset? Since, long Rounds, ToleranceView Tolerance,
    ImmutableArray<FindingView> Findings, ImmutableArray<FindingView> Suspected)
{
    internal static VerdictsView From(ClusterSnapshot snapshot)
    {
        Verdict verdict = snapshot.Verdict;
        bool asked = snapshot.State.Round > 0;
        return new(
            snapshot.State.Name, asked ? snapshot.State.At : null, verdict.Severity, verdict.Sentence, asked ? verdict.Since : null, verdict.Rounds,
            asked ? ToleranceView.From(verdict) : ToleranceView.NotAsked(verdict.Tolerance),
            [.. verdict.Findings.Select(FindingView.From)], [.. verdict.Suspected.Select(FindingView.From)]);
    }
}
