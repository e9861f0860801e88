using Etcd.Client;

namespace Etcd.Testing;

/// <summary>What members say of themselves, asked until it is what is awaited.</summary>
internal static class Readiness
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>It answers linearizable reads, or refuses us by name. A learner, which refuses them to all, knows a leader.</summary>
    public static async ValueTask<bool> ServesAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        if (member.IsLearner)
        {
            return await HasLeaderAsync(member, cancellationToken).ConfigureAwait(false);
        }
        await using var connection = Probe(member);
        try
        {
            await connection.Kv.CountAsync(KeyRange.Single("health"), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EtcdAuthException)
        {
            return true; // it serves, only not us
        }
        catch (EtcdException)
        {
            return false;
        }
    }

    /// <summary>Whom all voting members that run take for the leader; null while they differ.</summary>
    public static async ValueTask<EtcdMember?> AgreedLeaderAsync(IEnumerable<EtcdMember> members, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<MemberId, EtcdMember>();
        var leaders = new HashSet<MemberId>();
        foreach (var member in members.Where(member => member is { IsRunning: true, IsFrozen: false, IsLearner: false }))
        {
            await using var connection = Probe(member);
            try
            {
                var status = await connection.Maintenance.StatusAsync(cancellationToken).ConfigureAwait(false);
                ids[status.Header.Member] = member;
                leaders.Add(status.Leader);
            }
            catch (EtcdException)
            {
                return null;
            }
        }
        return leaders.Count == 1 && ids.TryGetValue(leaders.Single(), out var leader) ? leader : null;
    }

    public static async Task UntilAsync(
        Func<CancellationToken, ValueTask<bool>> holds, TimeSpan timeout, Func<EtcdClusterException> otherwise, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            while (!await holds(deadline.Token).ConfigureAwait(false))
            {
                await Task.Delay(PollInterval, TimeProvider.System, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw otherwise();
        }
    }

    public static EtcdConnection Probe(EtcdMember member) => new(ProbeOptions(member));

    // by its metrics: with authentication on, etcd 3.5 asks for a user even for the status, and a learner takes no passwords
    private static async Task<bool> HasLeaderAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        using var http = EtcdHttp.CreateClient(ProbeOptions(member));
        try
        {
            var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return metrics.Contains("\netcd_server_has_leader 1\n", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // past the proxy, and whatever certificate it shows: what a test has broken for clients is not the kit's to judge
    private static EtcdConnectionOptions ProbeOptions(EtcdMember member)
    {
        var options = member.ConnectionOptions;
        options.Tls.InsecureSkipVerify = options.Tls.CaFile is not null;
        return options with { Endpoint = member.DirectEndpoint, RequestTimeout = TimeSpan.FromSeconds(1) };
    }
}
