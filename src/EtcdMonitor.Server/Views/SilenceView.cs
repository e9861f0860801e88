using System.Collections.Immutable;
using EtcdMonitor.Alerts.Silences;

namespace EtcdMonitor.Server.Views;

/// <summary>A silence as the API shows it.</summary>
/// <param name="Id">What it is called by, such as <c>S-118</c>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Matchers">An alert has to meet all of them, as people write them.</param>
/// <param name="StartsAt">When it begins to hold.</param>
/// <param name="EndsAt">When it holds no more.</param>
/// <param name="Author">Who silences.</param>
/// <param name="Comment">Why.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiredBy">Who ended it before its time; null: nobody.</param>
/// <param name="Alerts">Pending and firing alerts that it matches now; null in the answer to a change.</param>
public sealed record SilenceView(
    string Id, SilenceState State, ImmutableArray<string> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Author, string Comment, DateTimeOffset CreatedAt, string? ExpiredBy, int? Alerts)
{
    internal static SilenceView From(Silence silence, DateTimeOffset now, int? alerts = null) =>
        new(silence.Id, silence.StateAt(now), [.. silence.Matchers.Select(m => m.ToString())], silence.StartsAt, silence.EndsAt, silence.Author, silence.Comment, silence.CreatedAt, silence.ExpiredBy, alerts);
}

/// <summary>Silences, the newest first.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Silences">The silences.</param>
public sealed record SilencesView(DateTimeOffset At, ImmutableArray<SilenceView> Silences)
{
    /// <summary>Version of the form; within it fields are only added.</summary>
    public string Schema { get; init; } = "etcd-monitor.silences/1";
}

/// <summary>What a silence would do, before there is one.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Matchers">An alert has to meet all of them, as people write them.</param>
/// <param name="Matched">Pending and firing alerts that meet them.</param>
/// <param name="StillTold">Alerts of the same clusters that do not meet them and that people are or would be told of.</param>
/// <param name="Alerts">Pending and firing alerts of all clusters.</param>
/// <param name="MatchedInDay">Alerts that fired within the last 24 hours and meet them.</param>
/// <param name="Grave">Titles of faults that put data or the whole cluster at risk and would be muted too, should they come.</param>
public sealed record SilencePreviewView(
    DateTimeOffset At, ImmutableArray<string> Matchers, ImmutableArray<AlertView> Matched, ImmutableArray<AlertView> StillTold, int Alerts, int MatchedInDay, ImmutableArray<string> Grave)
{
    /// <summary>Version of the form; within it fields are only added.</summary>
    public string Schema { get; init; } = "etcd-monitor.silence-preview/1";
}

/// <summary>A silence that somebody wants. One of <paramref name="EndsAt"/> and <paramref name="DurationSeconds"/> is needed.</summary>
/// <param name="Matchers">As people write them, such as <c>member=~etcd-[01]</c>.</param>
/// <param name="StartsAt">When it begins to hold; null: now.</param>
/// <param name="EndsAt">When it holds no more.</param>
/// <param name="DurationSeconds">How long it holds, by the monitor's clock.</param>
/// <param name="Author">Who silences.</param>
/// <param name="Comment">Why.</param>
public sealed record SilenceRequest(
    IReadOnlyList<string>? Matchers = null, DateTimeOffset? StartsAt = null, DateTimeOffset? EndsAt = null, double? DurationSeconds = null, string? Author = null, string? Comment = null);

/// <summary>Who does something.</summary>
/// <param name="Author">The person.</param>
/// <param name="Comment">Why, where it is asked for.</param>
public sealed record AuthorRequest(string? Author = null, string? Comment = null);
