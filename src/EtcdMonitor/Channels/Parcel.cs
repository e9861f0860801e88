using System.Collections.Immutable;
using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels;

/// <summary>What a channel sends at once.</summary>
/// <param name="Notices">One, or several that are told together where a channel can.</param>
/// <param name="Key">The same at each attempt.</param>
internal sealed record Parcel(ImmutableArray<Notice> Notices, string Key)
{
    /// <summary>Whether an attempt before may have arrived: it began, and nobody knows how it ended.</summary>
    public bool PossibleRepeat { get; init; }

    /// <summary>The one that matters most: the worst that fires, else the worst that is over.</summary>
    public Notice Lead => Notices.OrderBy(n => n.Kind).ThenByDescending(n => n.Alert.Finding.Severity).First();
}
