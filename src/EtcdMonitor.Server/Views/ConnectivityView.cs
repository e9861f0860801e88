using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Who is connected to whom, a link for each ordered pair of members.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="At">End of the last round; null: nobody was asked yet.</param>
/// <param name="Members">Names in the order of rows and columns.</param>
/// <param name="Connected">Links that stand.</param>
/// <param name="NotConnected">Links that are down, or through which nothing comes that should.</param>
/// <param name="Unknown">Links that nobody could tell about.</param>
/// <param name="Links">Row by row.</param>
public sealed record ConnectivityView(string Cluster, DateTimeOffset? At, ImmutableArray<string> Members, int Connected, int NotConnected, int Unknown, ImmutableArray<LinkView> Links)
{
    internal static ConnectivityView From(ClusterState state)
    {
        ImmutableArray<PeerLink> links = state.Matrix.Links;
        return new(
            state.Name,
            state.Round == 0 ? null : state.At,
            [.. links.Select(l => l.LocalName).Distinct(StringComparer.Ordinal)],
            links.Count(l => l.State == LinkState.Connected),
            links.Count(l => l.State == LinkState.NotConnected),
            links.Count(l => l.State == LinkState.Unknown),
            [.. links.Select(LinkView.Of)]);
    }
}

/// <summary>What one member's metrics page says of its link to another.</summary>
/// <param name="From">Name of the member that says so.</param>
/// <param name="FromId">Its id.</param>
/// <param name="FromIdHex">Its id in hex.</param>
/// <param name="To">Name of the other.</param>
/// <param name="ToId">Its id.</param>
/// <param name="ToIdHex">Its id in hex.</param>
/// <param name="State">Whether the link stands.</param>
/// <param name="Reason">Why it is down or unknown; null: it stands.</param>
/// <param name="Since">Since when the monitor sees it so.</param>
/// <param name="At">When the page was read that says so; null: there is none.</param>
/// <param name="RttP50Ms">Median round trip of the last minute; null: not measured.</param>
/// <param name="RttP99Ms">P99 of the round trip of the last minute; null: not measured.</param>
/// <param name="SendFailuresPerSecond">Messages that failed; null: not known.</param>
/// <param name="HeardBytesPerSecond">Raft bytes that came from the other; null: not known.</param>
public sealed record LinkView(
    string From, ulong FromId, string FromIdHex, string To, ulong ToId, string ToIdHex, LinkState State, string? Reason, DateTimeOffset Since, DateTimeOffset? At,
    double? RttP50Ms, double? RttP99Ms, double? SendFailuresPerSecond, double? HeardBytesPerSecond)
{
    internal static LinkView Of(PeerLink link) => new(
        link.LocalName, link.Local.Number, link.Local.ToString(), link.RemoteName, link.Remote.Number, link.Remote.ToString(), link.State, link.Reason, link.Since, link.At,
        link.RttP50Ms, link.RttP99Ms, link.SendFailuresPerSecond, link.HeardBytesPerSecond);
}
