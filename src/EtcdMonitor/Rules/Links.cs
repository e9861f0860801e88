using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>What the matrix of links says, in words.</summary>
internal static class Links
{
    /// <summary>What others say of their links to a member: the other half of the evidence that it is down, cut off, or only hidden from us.</summary>
    public static IEnumerable<Evidence> To(ClusterState state, MemberState member) =>
        from link in state.Matrix.Links
        where link.Remote == member.Id && link.State != LinkState.Unknown
        select new Evidence(
            link switch
            {
                { State: LinkState.NotConnected } => $"{link.LocalName} is not connected to {member.Name}",
                { HeardBytesPerSecond: > 0 } => $"{link.LocalName} hears {member.Name}",
                _ => $"{link.LocalName} has a connection to {member.Name}",
            },
            link.State == LinkState.NotConnected ? $"{link.Reason}, page of {Words.Time(link.At!.Value)}"
                : link.HeardBytesPerSecond > 0 ? $"{Words.Number(link.HeardBytesPerSecond.Value)} bytes/s of raft messages, page of {Words.Time(link.At!.Value)}"
                : $"page of {Words.Time(link.At!.Value)}",
            link.LocalName,
            "metrics");

    /// <summary>How many of a member's links stand, seen from both ends; null: nobody could say.</summary>
    public static Evidence? Count(ClusterState state, MemberState member)
    {
        PeerLink[] known = [.. state.Matrix.Links.Where(link => (link.Remote == member.Id || link.Local == member.Id) && link.State != LinkState.Unknown)];
        return known.Length == 0 ? null : new($"{known.Count(link => link.State == LinkState.Connected)} of {known.Length} peer links of {member.Name} are up", "counted from both ends", member.Name, "metrics");
    }

    /// <summary>Whether somebody else than the member itself says that it is gone.</summary>
    public static bool Deny(ClusterState state, MemberState member) => state.Matrix.Links.Any(link => link.Remote == member.Id && link.State == LinkState.NotConnected);

    /// <summary>Links that are down between members that answer us, take part and have done so for long enough to be connected.</summary>
    public static PeerLink[] Down(ClusterState state) =>
    [
        .. from link in state.Matrix.Links
           where link.State == LinkState.NotConnected && TakesPart(state, link.Local, link) && TakesPart(state, link.Remote, link)
           select link,
    ];

    private static bool TakesPart(ClusterState state, Etcd.Client.MemberId id, PeerLink link) => state.Members.Any(m =>
        m.Id == id && m.Role is MemberRole.Leader or MemberRole.Follower or MemberRole.Learner && link.At - m.AnsweringSince >= Settle);

    /// <summary>Peers connect again within a second of a start; a page that is older than that says nothing.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
}
