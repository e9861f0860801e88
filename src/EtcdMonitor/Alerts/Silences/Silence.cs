using System.Collections.Immutable;
using System.Globalization;
using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Silences;

/// <summary>For a time nobody is told of the alerts that it matches. They are still shown, and told when it ends and they still fire.</summary>
public sealed record Silence
{
    /// <summary>What it is called by, such as <c>S-118</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"S-{Number}");

    /// <summary>Number in the storage, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>An alert has to meet all of them.</summary>
    public required ImmutableArray<Matcher> Matchers { get; init; }

    /// <summary>When it begins to hold.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it holds no more; the time itself is not part of it.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Who silences.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Comment { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who ended it before its time; null: nobody.</summary>
    public string? ExpiredBy { get; init; }

    /// <summary>Where it stands at a time.</summary>
    public SilenceState StateAt(DateTimeOffset now) => now >= EndsAt ? SilenceState.Expired : now >= StartsAt ? SilenceState.Active : SilenceState.Pending;

    /// <summary>Whether it is about an alert of these labels, whenever it holds.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Matchers.All(matcher => matcher.Matches(labels));
}
