using System.Collections.Immutable;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts;

/// <summary>What a receiver was last told of an alert.</summary>
/// <param name="At">When it was told that the alert fires.</param>
/// <param name="Generation">Of which generation.</param>
/// <param name="Severity">How bad it was then.</param>
/// <param name="Channels">By which channels: they are told of the end, wherever routes lead by then.</param>
public sealed record Telling(DateTimeOffset At, int Generation, Severity Severity, ImmutableArray<string> Channels)
{
    /// <summary>How many times the same was told again.</summary>
    public int Repeat { get; init; }

    /// <summary>When it was told that this generation is over; null: not yet.</summary>
    public DateTimeOffset? OverAt { get; init; }
}
