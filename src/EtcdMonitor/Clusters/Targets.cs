using System.Collections.Immutable;
using System.Net;
using Etcd.Client;

namespace EtcdMonitor.Clusters;

/// <summary>Decides which endpoints of a cluster are asked: the configured ones, and one for each listed member that none of them is.</summary>
internal static class Targets
{
    /// <summary>Endpoints to ask.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="listed">The member list; empty: not known yet.</param>
    /// <param name="ids">Which member each endpoint turned out to be.</param>
    public static IReadOnlyCollection<string> Of(ClusterOptions options, ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids)
    {
        if (!options.Discover || listed.IsEmpty)
        {
            return options.Endpoints;
        }

        // an endpoint that never answered may be any of the members that no other endpoint is
        HashSet<MemberId> known = [.. options.Endpoints.Where(ids.ContainsKey).Select(e => ids[e])];
        int silent = options.Endpoints.Count(e => !ids.ContainsKey(e));
        Member[] missing = [.. listed.Where(m => !known.Contains(m.Id))];
        return missing.Length <= silent
            ? options.Endpoints
            : [.. options.Endpoints, .. missing.Select(m => Usable(options, m)).OfType<string>()];
    }

    /// <summary>A member that advertises loopback can be asked only by its own host: such a URL is of use only where we came in over loopback ourselves.</summary>
    private static string? Usable(ClusterOptions options, Member member) =>
        member.ClientUrls.FirstOrDefault(url => !IsLoopback(url) || options.Endpoints.Any(IsLoopback));

    internal static bool IsLoopback(string endpoint) =>
        Uri.TryCreate(endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"http://{endpoint}", UriKind.Absolute, out Uri? uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
