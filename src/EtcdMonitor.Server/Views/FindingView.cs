using System.Collections.Immutable;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>What a rule found.</summary>
/// <param name="Rule">The rule's stable name.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">Class of fault in words.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Member">Member it is about; null: the cluster.</param>
/// <param name="Since">Start of the fault, as far as seen.</param>
/// <param name="ExplainedBy">The rule of another finding that explains this one; null: none does.</param>
public sealed record FindingView(string Rule, Severity Severity, string Title, string Sentence, string? Member, DateTimeOffset? Since, string? ExplainedBy)
{
    /// <summary>How sure it is.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>What still works meanwhile; null: nothing is said about it.</summary>
    public string? StillWorks { get; init; }

    /// <summary>Rounds in a row that show it.</summary>
    public int Rounds { get; init; }

    /// <summary>Rounds in a row that it takes to believe it.</summary>
    public int Confirm { get; init; }

    /// <summary>What was seen.</summary>
    public ImmutableArray<EvidenceView> Evidence { get; init; } = [];

    /// <summary>What could not be seen and might therefore be otherwise.</summary>
    public ImmutableArray<NotSeenView> NotSeen { get; init; } = [];

    /// <summary>What to do, in order.</summary>
    public ImmutableArray<StepView> DoNext { get; init; } = [];

    internal static FindingView From(Finding finding) => new(finding.Rule, finding.Severity, finding.Title, finding.Sentence, finding.Member, finding.Since, finding.ExplainedBy)
    {
        Confidence = finding.Confidence,
        StillWorks = finding.StillWorks,
        Rounds = finding.Rounds,
        Confirm = finding.Confirm,
        Evidence = [.. finding.Evidence.Select(e => EvidenceView.From(e, finding.Rounds))],
        NotSeen = [.. finding.NotSeen.Select(NotSeenView.From)],
        DoNext = [.. finding.DoNext.Select(StepView.From)],
    };
}

/// <summary>One observation that supports the verdict.</summary>
/// <param name="Text">The observation.</param>
/// <param name="Detail">Numbers and times beside it.</param>
/// <param name="Member">Member it was made on.</param>
/// <param name="Probe">Probe that made it.</param>
/// <param name="Rounds">Rounds in a row that show it.</param>
public sealed record EvidenceView(string Text, string? Detail, string? Member, string? Probe, int Rounds)
{
    internal static EvidenceView From(Evidence evidence, int rounds) => new(evidence.Text, evidence.Detail, evidence.Member, evidence.Probe, rounds);
}

/// <summary>One step of a runbook.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Command">A command to copy.</param>
public sealed record StepView(string Text, string? Command)
{
    internal static StepView From(Step step) => new(step.Text, step.Command);
}

/// <summary>Something that could not be observed.</summary>
/// <param name="Field">The field that is null for it.</param>
/// <param name="Text">What it is.</param>
/// <param name="Reason">Why it was not seen.</param>
public sealed record NotSeenView(string Field, string Text, string Reason)
{
    internal static NotSeenView From(NotSeen notSeen) => new(notSeen.Field, notSeen.Text, notSeen.Reason);

    /// <summary>A row for each figure of the cluster that is null.</summary>
    internal static IEnumerable<NotSeenView> Of(ClusterMetrics metrics)
    {
        const string NoPage = "no member's metrics page was read twice yet";
        if (metrics.RequestRate.Value is null)
        {
            yield return new("request_rate", "Requests a second", metrics.RequestRate.Reason ?? NoPage);
        }

        if (metrics.Read.P99 is null)
        {
            yield return new("read_p99_ms", "Latency of reads", metrics.Read.Reason ?? NoPage);
        }

        if (metrics.Write.P99 is null)
        {
            yield return new("write_p99_ms", "Latency of writes", metrics.Write.Reason ?? NoPage);
        }
    }
}
