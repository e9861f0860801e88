using Etcd.Client;

namespace Etcd.Testing;

/// <summary>Changes who belongs to a cluster, asking whichever member answers.</summary>
internal sealed class Membership(EtcdCluster cluster)
{
    /// <summary>Makes it a member and gives it the flags to start with.</summary>
    public async Task AddAsync(EtcdMember member, bool learner, CancellationToken cancellationToken)
    {
        var all = await ChangeAsync(
            $"{member.Name} could not be added",
            async (client, token) => _ = learner
                ? await client.AddLearnerAsync([member.PeerUrl], token).ConfigureAwait(false)
                : await client.AddMemberAsync([member.PeerUrl], token).ConfigureAwait(false),
            list => Of(member, list) is not null,
            cancellationToken).ConfigureAwait(false);
        member.IsLearner = learner;
        // who has never started has no name yet, and etcd compares the URLs only
        var initial = string.Join(',', all.SelectMany(each => each.PeerUrls.Select(url => $"{NameOf(each, url)}={url}")));
        member.Flags = MemberFlags.Of(member, cluster, initial, isNew: false);

        string NameOf(Member each, string url)
            => string.Equals(url, member.PeerUrl, StringComparison.Ordinal) ? member.Name : each.Name.Length > 0 ? each.Name : $"unstarted-{each.Id}";
    }

    /// <summary>Gives a learner its vote, as soon as it has caught up.</summary>
    public async Task PromoteAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        var id = await IdAsync(member, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            $"{member.Name} could not be promoted",
            (client, token) => client.PromoteLearnerAsync(id, token),
            list => Of(member, list) is { IsLearner: false },
            cancellationToken).ConfigureAwait(false);
        member.IsLearner = false;
    }

    /// <summary>Takes it out of the cluster.</summary>
    public async Task RemoveAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        var id = await IdAsync(member, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            $"{member.Name} could not be removed",
            (client, token) => client.RemoveMemberAsync(id, token),
            list => Of(member, list) is null,
            cancellationToken).ConfigureAwait(false);
    }

    private static Member? Of(EtcdMember member, IReadOnlyList<Member> list)
        => list.FirstOrDefault(each => each.PeerUrls.Contains(member.PeerUrl, StringComparer.Ordinal));

    private async Task<MemberId> IdAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        Member? found = null;
        await ChangeAsync($"{member.Name} is no member", change: null, list => (found = Of(member, list)) is not null, cancellationToken).ConfigureAwait(false);
        return found!.Id;
    }

    // A change whose answer got lost may have happened: the list decides, before the change and after. The member's own
    // list, since a second voter that is yet to be started leaves no quorum for another.
    private async Task<IReadOnlyList<Member>> ChangeAsync(
        string failure, Func<ClusterClient, CancellationToken, ValueTask>? change, Func<IReadOnlyList<Member>, bool> done, CancellationToken cancellationToken)
    {
        IReadOnlyList<Member> list = [];
        var (turn, said) = (0, "no member answers");
        await Readiness.UntilAsync(
            async token =>
            {
                var able = cluster.Members.Where(each => each is { IsRunning: true, IsFrozen: false, IsLearner: false }).ToList();
                if (able.Count == 0)
                {
                    return false;
                }
                await using var connection = Readiness.Probe(able[turn++ % able.Count]);
                try
                {
                    list = (await connection.Cluster.ListMembersAsync(linearizable: false, token).ConfigureAwait(false)).Members;
                    if (!done(list) && change is not null)
                    {
                        await change(connection.Cluster, token).ConfigureAwait(false);
                        list = (await connection.Cluster.ListMembersAsync(linearizable: false, token).ConfigureAwait(false)).Members;
                    }
                    said = "the member list does not show it";
                    return done(list);
                }
                catch (EtcdException e)
                {
                    said = e.Message; // such as: not until the peers have been connected for 5 s
                    return false;
                }
            },
            cluster.Options.StartTimeout,
            () => new EtcdClusterException($"{failure} within {cluster.Options.StartTimeout.TotalSeconds:0} s: {said}"),
            cancellationToken).ConfigureAwait(false);
        return list;
    }
}
