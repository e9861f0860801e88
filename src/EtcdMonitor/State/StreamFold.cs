using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>
/// Finds links between followers that are dead although their connections stand, as etcd 3.5 keeps them when packets are dropped. Two
/// followers have nothing to say to each other but the heartbeats of their streams, and those etcd counts for all peers together. A leader
/// that hears all of them tells how much one peer makes; a follower that counts one peer less hears one less, and where both ends of a link
/// do, that link is dead.
/// </summary>
internal static class StreamFold
{
    /// <summary>A stream beats each 1.67 s; over ten seconds one more or less makes no half of a peer.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(9.5);

    private const double HalfAPeer = 0.55;

    public static IEnumerable<PeerLink> Fold(PeerLink[] links, MemberState[] members, Leadership leadership)
    {
        PeerLink[] leaders = [.. links.Where(link => link.Local == leadership.Leader)];
        if (leaders.Length == 0 || leaders.Any(link => link.State != LinkState.Connected))
        {
            return links;
        }

        if (Beats(members.First(m => m.Id == leadership.Leader)) is not { } all || all <= 0)
        {
            return links;
        }

        double one = all / leaders.Length;
        Dictionary<MemberId, double> missing = members.Where(m => m.Id != leadership.Leader).ToDictionary(m => m.Id!.Value, m => Missing(m, links, leadership, one));
        PeerLink[] dead = [.. links.Where(link => link.State == LinkState.Connected && Lacks(link.Local) && Lacks(link.Remote))];

        // a member that may miss more peers than it does leaves open which
        HashSet<PeerLink> sure = [.. dead.Where(link => Sure(link.Local) && Sure(link.Remote))];
        return links.Select(link => sure.Contains(link)
            ? link with { State = LinkState.NotConnected, Reason = $"{link.LocalName} hears fewer peers than it has connections, and so does {link.RemoteName}" }
            : link);

        bool Lacks(MemberId id) => missing.GetValueOrDefault(id) > HalfAPeer;
        bool Sure(MemberId id) => dead.Count(link => link.Local == id) <= Math.Round(missing[id]);
    }

    /// <summary>How many peers a follower hears less than it has connections; 0: none, or nobody knows.</summary>
    private static double Missing(MemberState member, PeerLink[] links, Leadership leadership, double one)
    {
        PeerLink[] quiet = [.. links.Where(link => link.Local == member.Id && link.Remote != leadership.Leader && link is { State: LinkState.Connected, HeardBytesPerSecond: not > 0 })];
        bool leader = links.Any(link => link.Local == member.Id && link.Remote == leadership.Leader && link.State == LinkState.Connected);
        if (quiet.Length == 0 || !leader || Beats(member) is not { } beats)
        {
            return 0;
        }

        return links.Count(link => link.Local == member.Id && link.State == LinkState.Connected) - (beats / one);
    }

    private static double? Beats(MemberState member) => member.Metrics.Delta?.Peer(PeerFigures.Streams, Window)?.HeardRate;
}
