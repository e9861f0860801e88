using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>A cell of the <see cref="ConnectivityMatrix"/>: what one member's metrics page says of its link to another.</summary>
public sealed record PeerLink
{
    /// <summary>Who says so.</summary>
    public required MemberId Local { get; init; }

    /// <summary>Name of <see cref="Local"/>.</summary>
    public required string LocalName { get; init; }

    /// <summary>About whom.</summary>
    public required MemberId Remote { get; init; }

    /// <summary>Name of <see cref="Remote"/>.</summary>
    public required string RemoteName { get; init; }

    /// <summary>Whether the link stands.</summary>
    public LinkState State { get; init; }

    /// <summary>Why the link is down or unknown; null: it stands.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when the monitor sees it in this state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the page was read that says so; null: there is none.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Start of the time over which rates are counted, the end is <see cref="At"/>; null: there is only one page.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Median round trip of the last minute, milliseconds. etcd measures it each 30 s. Null: not measured.</summary>
    public double? RttP50Ms { get; init; }

    /// <summary>P99 of the round trip of the last minute, milliseconds: of so few measurements the slowest. Null: not measured.</summary>
    public double? RttP99Ms { get; init; }

    /// <summary>Messages to the peer that failed, a second. Null: not known.</summary>
    public double? SendFailuresPerSecond { get; init; }

    /// <summary>Raft bytes that came from the peer, a second: proof that its process lives. Two followers have nothing to say to each other. Null: not known.</summary>
    public double? HeardBytesPerSecond { get; init; }
}

/// <summary>Whether a link between two members stands.</summary>
public enum LinkState
{
    /// <summary>Nobody could say.</summary>
    Unknown,

    /// <summary>It stands.</summary>
    Connected,

    /// <summary>It is down, or nothing comes through it that should.</summary>
    NotConnected,
}
