using System.Collections.Immutable;
using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>
/// Who is connected to whom: a link for each ordered pair of started members of the list, as the first of the two says of the
/// second. What one says need not be what the other says: that is how a path that is cut one way shows.
/// </summary>
public sealed record ConnectivityMatrix
{
    /// <summary>Links by the order of the member list: rows, then columns. Empty: fewer than two members are known.</summary>
    public ImmutableArray<PeerLink> Links { get; init; } = [];

    /// <summary>What <paramref name="local"/> says of <paramref name="remote"/>; null: no such pair.</summary>
    public PeerLink? Of(MemberId? local, MemberId? remote) => Links.FirstOrDefault(link => link.Local == local && link.Remote == remote);
}
