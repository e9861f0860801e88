namespace Etcd.Testing;

public sealed partial class EtcdCluster
{
    /// <summary>
    /// Adds a voting member and starts it; returns when it serves. To a cluster of one this takes 9 s with etcd 3.5,
    /// which asks for a quorum that is not there yet: there, add a learner and promote it.
    /// </summary>
    /// <param name="version">Its etcd; null: as the options say.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EtcdClusterException">It is not added or does not serve within the start timeout; etcd itself adds none before its peers have been connected for 5 s, unless <c>--strict-reconfig-check=false</c>.</exception>
    public Task<EtcdMember> AddMemberAsync(EtcdVersion? version = null, CancellationToken cancellationToken = default)
        => AddAsync(version, learner: false, cancellationToken);

    /// <summary>Adds a member without a vote and starts it; returns when it knows the leader.</summary>
    /// <inheritdoc cref="AddMemberAsync"/>
    public Task<EtcdMember> AddLearnerAsync(EtcdVersion? version = null, CancellationToken cancellationToken = default)
        => AddAsync(version, learner: true, cancellationToken);

    /// <summary>Gives a learner its vote as soon as it has caught up; returns when it serves linearizable reads.</summary>
    /// <exception cref="EtcdClusterException">It is not promoted within the start timeout.</exception>
    public async Task PromoteAsync(EtcdMember learner, CancellationToken cancellationToken = default)
    {
        await _membership.PromoteAsync(Own(learner), cancellationToken).ConfigureAwait(false);
        await AwaitServingAsync(learner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a member out of the cluster, ends it, and removes its data.</summary>
    /// <exception cref="EtcdClusterException">It is not removed within the start timeout: the others would have no quorum.</exception>
    public async Task RemoveMemberAsync(EtcdMember member, CancellationToken cancellationToken = default)
    {
        await _membership.RemoveAsync(Own(member), cancellationToken).ConfigureAwait(false);
        _members = [.. _members.Where(each => each != member)];
        await member.DisposeAsync().ConfigureAwait(false);
        Leftovers.Delete(member.DataPath);
    }

    /// <summary>A member loses its disk, and what an operator does then: it leaves the cluster, and joins at its old address with an empty data directory.</summary>
    /// <exception cref="EtcdClusterException">It does not serve again within the start timeout.</exception>
    public async Task ReplaceAsync(EtcdMember member, CancellationToken cancellationToken = default)
    {
        Own(member).Kill();
        await _membership.RemoveAsync(member, cancellationToken).ConfigureAwait(false);
        Leftovers.Delete(member.DataFolder);
        await _membership.AddAsync(member, learner: false, cancellationToken).ConfigureAwait(false);
        await member.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    private EtcdMember Own(EtcdMember member)
        => _members.Contains(member) ? member : throw new ArgumentException($"{member?.Name} is no member of this cluster.", nameof(member));

    private async Task<EtcdMember> AddAsync(EtcdVersion? version, bool learner, CancellationToken cancellationToken)
    {
        var member = Create(version is { } wanted ? EtcdBinary.Require(wanted) : Options.BinaryOf(_named))[0];
        _members = [.. _members, member]; // from now on disposal ends it, whatever comes
        await _membership.AddAsync(member, learner, cancellationToken).ConfigureAwait(false);
        await member.StartAsync(cancellationToken).ConfigureAwait(false);
        return member;
    }
}
