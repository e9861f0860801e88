using Etcd.Client;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Probes;

/// <summary>What to ask beside the rounds, as far as it depends on what is known already.</summary>
/// <param name="Hash">The member to ask for its hash now; null: none.</param>
/// <param name="PeerUrls">Where peers reach the member behind an endpoint, if they speak TLS.</param>
internal sealed record SlowQuestions(HashQuestion? Hash, IReadOnlyDictionary<string, string> PeerUrls)
{
    /// <summary>Nothing.</summary>
    public static SlowQuestions None { get; } = new(null, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Peer URLs that we can try: like client URLs, loopback ones only where we came in over loopback ourselves.</summary>
    public static IReadOnlyDictionary<string, string> Peers(ClusterOptions options, IEnumerable<Member> listed, IReadOnlyDictionary<string, MemberId> ids)
    {
        Dictionary<string, string> urls = new(StringComparer.Ordinal);
        foreach (Member member in options.Discover ? listed : [])
        {
            string? peer = member.PeerUrls.FirstOrDefault(url => url.StartsWith("https://", StringComparison.Ordinal) && (!Targets.IsLoopback(url) || options.Endpoints.Any(Targets.IsLoopback)));
            if (peer is not null && ids.FirstOrDefault(each => each.Value == member.Id).Key is { } endpoint)
            {
                urls[endpoint] = peer;
            }
        }

        return urls;
    }
}
