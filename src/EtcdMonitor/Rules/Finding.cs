using System.Collections.Immutable;

namespace EtcdMonitor.Rules;

/// <summary>What a rule has to say about a state.</summary>
public sealed record Finding
{
    /// <summary>The rule's stable name, such as <c>quorum_lost</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Class of fault in words, such as <c>Quorum lost</c>.</summary>
    public required string Title { get; init; }

    /// <summary>How bad.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public Confidence Confidence { get; init; } = Confidence.Medium;

    /// <summary>What is wrong, a sentence that can be said on the phone.</summary>
    public required string Sentence { get; init; }

    /// <summary>Name of the member it is about; null: the cluster.</summary>
    public string? Member { get; init; }

    /// <summary>What still works meanwhile.</summary>
    public string? StillWorks { get; init; }

    /// <summary>Start of the fault, as far as seen.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The rule of another finding of the same round that explains this one; null: none does.</summary>
    public string? ExplainedBy { get; init; }

    /// <summary>Rounds in a row that show it.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>Rounds in a row that it takes to believe it: a member's status is local and not atomic, one sample is none.</summary>
    public int Confirm { get; init; } = 2;

    /// <summary>Samples of the members that speak in it, when <see cref="Rounds"/> was last counted: a round that brought none of one of them is not counted.</summary>
    internal ImmutableDictionary<string, long> Sampled { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>How long it must last before people are told; the event is published at once.</summary>
    public TimeSpan Hold { get; init; }

    /// <summary>How long it must be gone before it counts as over, so that flapping is one alert.</summary>
    public TimeSpan KeepFiring { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What was seen.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>What could not be seen and therefore might be otherwise.</summary>
    public ImmutableArray<NotSeen> NotSeen { get; init; } = [];

    /// <summary>What to do, in order.</summary>
    public ImmutableArray<Step> DoNext { get; init; } = [];
}

/// <summary>One observation that supports a finding.</summary>
/// <param name="Text">The observation.</param>
/// <param name="Detail">Numbers and times beside it.</param>
/// <param name="Member">Member it was made on.</param>
/// <param name="Probe">Probe that made it: status, linearizable_read, serializable_read, members, metrics, alarm_list, auth_status.</param>
public sealed record Evidence(string Text, string? Detail = null, string? Member = null, string? Probe = null);

/// <summary>Something that could not be observed.</summary>
/// <param name="Field">The field of the status that is null for it.</param>
/// <param name="Text">What it is.</param>
/// <param name="Reason">Why it was not seen.</param>
public sealed record NotSeen(string Field, string Text, string Reason);

/// <summary>One step of a runbook.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Command">A command to copy.</param>
public sealed record Step(string Text, string? Command = null);
