namespace Etcd.Client;

/// <summary>A member of the cluster.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty as long as it has never started.</param>
/// <param name="PeerUrls">Where the other members reach it.</param>
/// <param name="ClientUrls">Where clients reach it; empty as long as it has never started.</param>
/// <param name="IsLearner">It follows, but does not vote.</param>
public sealed record Member(MemberId Id, string Name, IReadOnlyList<string> PeerUrls, IReadOnlyList<string> ClientUrls, bool IsLearner)
{
    internal static Member From(Proto.Member wire)
        => new(new MemberId(wire.ID), wire.Name, [.. wire.PeerURLs], [.. wire.ClientURLs], wire.IsLearner);
}
