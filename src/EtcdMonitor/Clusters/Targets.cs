using System.Collections.Immutable;
using System.Net;
using Etcd.Client;

namespace EtcdMonitor.Clusters;

/// <summary>
/// Decides which endpoints of a cluster are asked: one for each member. That is the first of its configured endpoints or, where none of them is it, of
/// the client URLs in the list; while it fails, the next ones too, so that a dead address is not taken for a dead member and is still seen to be dead.
/// </summary>
internal static class Targets
{
    /// <summary>Endpoints to ask.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="listed">The member list; empty: not known yet.</param>
    /// <param name="ids">Which member each endpoint turned out to be.</param>
    /// <param name="failing">Endpoints that did not answer when last asked.</param>
    public static IReadOnlyCollection<Target> Of(ClusterOptions options, ImmutableArray<Member> listed, ImmutableDictionary<string, MemberId> ids, IReadOnlySet<string> failing)
    {
        List<Target> targets = [.. options.Endpoints.Where(e => !ids.ContainsKey(e)).Select(e => new Target(e))];
        int silent = targets.Count;
        MemberId[] configured = [.. options.Endpoints.Where(ids.ContainsKey).Select(e => ids[e]).Distinct()];
        foreach (MemberId id in configured)
        {
            targets.AddRange(Of(options, [.. options.Endpoints.Where(e => ids.TryGetValue(e, out MemberId its) && its == id)], listed.FirstOrDefault(m => m.Id == id), failing));
        }

        // an endpoint that never answered may be any of the members that no other endpoint is
        Member[] missing = [.. listed.Where(m => !configured.Contains(m.Id))];
        if (options.Discover && missing.Length > silent)
        {
            targets.AddRange(missing.SelectMany(m => Of(options, [], m, failing)));
        }

        return targets;
    }

    /// <summary>The addresses of one member, up to the first that does not fail; other configured ones seldom.</summary>
    private static IEnumerable<Target> Of(ClusterOptions options, IReadOnlyList<string> configured, Member? listed, IReadOnlySet<string> failing)
    {
        IEnumerable<string> more = options.Discover && listed is not null ? listed.ClientUrls.Where(url => IsUsable(options, url) && !configured.Any(e => Address.Same(e, url))) : [];
        bool found = false;
        foreach (string endpoint in configured.Concat(more))
        {
            if (!found)
            {
                yield return new(endpoint, listed?.IsLearner);
            }
            else if (configured.Contains(endpoint, StringComparer.Ordinal))
            {
                yield return new(endpoint, listed?.IsLearner, Seldom: true);
            }

            found |= !failing.Contains(endpoint);
        }
    }

    /// <summary>A member that advertises loopback can be asked only by its own host: such a URL is of use only where we came in over loopback ourselves.</summary>
    private static bool IsUsable(ClusterOptions options, string url) => !IsLoopback(url) || options.Endpoints.Any(IsLoopback);

    internal static bool IsLoopback(string endpoint) =>
        Uri.TryCreate(endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"http://{endpoint}", UriKind.Absolute, out Uri? uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
