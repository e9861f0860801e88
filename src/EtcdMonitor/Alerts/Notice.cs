using System.Collections.Immutable;

namespace EtcdMonitor.Alerts;

/// <summary>Something to tell people: that an alert fires or is over.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Alert">The alert as it stood then.</param>
/// <param name="Labels">The cluster's labels.</param>
public sealed record Notice(NoticeKind Kind, Alert Alert, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The receiver it is for; empty: there are no routes.</summary>
    public string Receiver { get; init; } = "";

    /// <summary>Labels that its group has in common; null: the alert is told by itself.</summary>
    public ImmutableSortedDictionary<string, string>? Group { get; init; }

    /// <summary>Notices with the same are one message where a channel can say several things at once; null: it is alone.</summary>
    public string? Batch { get; init; }

    /// <summary>How many times it was told before to the same receiver without anything new.</summary>
    public int Repeat { get; init; }

    /// <summary>Whether it goes to those above, since nobody acknowledged it.</summary>
    public bool Escalated { get; init; }

    /// <summary>Channels that it goes to.</summary>
    internal ImmutableArray<string> Channels { get; init; } = [];
}

/// <summary>What a notice says.</summary>
public enum NoticeKind
{
    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It is over.</summary>
    Resolved,
}
