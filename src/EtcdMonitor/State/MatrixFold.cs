using System.Collections.Immutable;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Reads the links between members out of their metrics pages.</summary>
internal static class MatrixFold
{
    /// <summary>
    /// A leader is heard each 100 ms and answered as often, so that two seconds of silence between it and a member are no
    /// accident. etcd 3.5 counts a link as active for as long as its TCP connection stands, frozen peer or not (measured on
    /// 3.5: a peer stopped for 46 s stayed active; 3.4 noticed after 5 s).
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    public static ConnectivityMatrix Fold(ConnectivityMatrix before, ImmutableArray<MemberState> members, Leadership leadership, DateTimeOffset now)
    {
        MemberState[] started = [.. members.Where(m => m is { IsListed: true, Id: not null } && m.Role != MemberRole.Unstarted)];
        PeerLink[] links = [.. from local in started from remote in started where local != remote select Link(local, remote, leadership, now)];
        return new() { Links = [.. StreamFold.Fold(links, started, leadership).Select(link => Lasting(before, link, now))] };
    }

    /// <summary>Who hears a member that does not answer us, since it fell silent.</summary>
    public static ImmutableArray<string> HeardBy(ConnectivityMatrix matrix, MemberState member) => member.Reachable || member.FailingSince is not { } since ? [] :
    [
        .. matrix.Links.Where(link => link.Remote == member.Id && link is { State: LinkState.Connected, HeardBytesPerSecond: > 0 } && link.From >= since).Select(link => link.LocalName),
    ];

    private static PeerLink Lasting(ConnectivityMatrix before, PeerLink link, DateTimeOffset now) =>
        before.Of(link.Local, link.Remote) is { } earlier && earlier.State == link.State ? link with { Since = earlier.Since } : link with { Since = now };

    private static PeerLink Link(MemberState local, MemberState remote, Leadership leadership, DateTimeOffset now)
    {
        PeerLink link = new() { Local = local.Id!.Value, LocalName = local.Name, Remote = remote.Id!.Value, RemoteName = remote.Name };
        if (Unseen(local, now) is { } unseen)
        {
            return link with { Reason = unseen, At = local.Metrics.At };
        }

        MetricsDelta pages = local.Metrics.Delta!;
        if (pages.Peer(link.Remote.Number, Silence) is not { } peer)
        {
            return link with { State = LinkState.NotConnected, Reason = $"{local.Name} has not been connected to it since it started", At = pages.Page.At };
        }

        link = link with
        {
            At = peer.To,
            From = peer.From,
            RttP50Ms = peer.RoundTripMs(0.5),
            RttP99Ms = peer.RoundTripMs(0.99),
            SendFailuresPerSecond = peer.SendFailureRate,
            HeardBytesPerSecond = peer.HeardRate,
        };
        bool leads = leadership.Leader is { } leader && (leader == link.Local || leader == link.Remote) && leadership.Since <= peer.From;
        return peer.Now.Active switch
        {
            1 when leads && peer.HeardRate is 0 => link with { State = LinkState.NotConnected, Reason = $"{local.Name} hears nothing from it, although the connection stands" },
            1 when peer.RoundTripsEnded => link with { State = LinkState.NotConnected, Reason = $"{local.Name} measured no round trip to it for {(peer.To - peer.MinuteFrom!.Value).TotalSeconds:0} s, although the connection stands" },
            1 => link with { State = LinkState.Connected },
            _ => link with { State = LinkState.NotConnected, Reason = $"{local.Name} lost its connection to it" },
        };
    }

    /// <summary>Why nothing is known of a member's links; null: something is.</summary>
    private static string? Unseen(MemberState local, DateTimeOffset now) => local switch
    {
        { Asked: false } => $"{local.Name} is not asked",
        { Metrics.Delta: null } => $"the metrics page of {local.Name} is missing: {local.Metrics.Missing}",
        _ when now >= local.Metrics.GoodUntil => $"the metrics page of {local.Name} is {(now - local.Metrics.At!.Value).TotalSeconds:0} s old",
        { Reachable: false } when local.FailingSince - local.Metrics.At >= TimeSpan.Zero => $"{local.Name} does not answer",
        _ => null,
    };
}
