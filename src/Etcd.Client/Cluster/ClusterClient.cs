using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>The member list.</summary>
public sealed class ClusterClient
{
    private readonly ITransport _transport;

    internal ClusterClient(ITransport transport) => _transport = transport;

    /// <summary>The members.</summary>
    /// <param name="linearizable">True: agreed by quorum. False: this member's own view, also without quorum. etcd 3.4 does not know the difference and always gives its own view. Learners refuse both.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<MemberList> ListMembersAsync(bool linearizable = true, CancellationToken cancellationToken = default)
    {
        var request = new Proto.MemberListRequest { Linearizable = linearizable };
        var answer = await _transport.UnaryAsync(EtcdMethods.MemberList, request, default, cancellationToken).ConfigureAwait(false);
        return new MemberList(ResponseHeader.From(answer.Header), [.. answer.Members.Select(Member.From)]);
    }

    /// <summary>Adds a voting member, which is then to be started. Until it is, it counts in the quorum: prefer <see cref="AddLearnerAsync"/>.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been added.</exception>
    /// <exception cref="EtcdException">It was not added; right after a start etcd refuses until its peers have been connected for 5 s.</exception>
    public ValueTask<Member> AddMemberAsync(IReadOnlyList<string> peerUrls, CancellationToken cancellationToken = default)
        => AddAsync(peerUrls, learner: false, cancellationToken);

    /// <summary>Adds a member that follows without a vote, until it is promoted. At most one at a time.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been added.</exception>
    /// <exception cref="EtcdException">It was not added.</exception>
    public ValueTask<Member> AddLearnerAsync(IReadOnlyList<string> peerUrls, CancellationToken cancellationToken = default)
        => AddAsync(peerUrls, learner: true, cancellationToken);

    /// <summary>Gives a learner its vote.</summary>
    /// <exception cref="EtcdException">The call failed; refused while the learner lags behind.</exception>
    public async ValueTask PromoteLearnerAsync(MemberId member, CancellationToken cancellationToken = default)
    {
        var request = new Proto.MemberPromoteRequest { ID = member.Number };
        await _transport.UnaryAsync(EtcdMethods.MemberPromote, request, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes where the other members reach a member.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask UpdateMemberAsync(MemberId member, IReadOnlyList<string> peerUrls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peerUrls);
        var request = new Proto.MemberUpdateRequest { ID = member.Number, PeerURLs = { peerUrls } };
        await _transport.UnaryAsync(EtcdMethods.MemberUpdate, request, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a member for good: its data directory cannot come back into this cluster.</summary>
    /// <exception cref="EtcdException">The call failed; refused when the rest would have no quorum.</exception>
    public async ValueTask RemoveMemberAsync(MemberId member, CancellationToken cancellationToken = default)
    {
        var request = new Proto.MemberRemoveRequest { ID = member.Number };
        await _transport.UnaryAsync(EtcdMethods.MemberRemove, request, default, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Member> AddAsync(IReadOnlyList<string> peerUrls, bool learner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(peerUrls);
        var request = new Proto.MemberAddRequest { PeerURLs = { peerUrls }, IsLearner = learner };
        var answer = await _transport.UnaryAsync(EtcdMethods.MemberAdd, request, default, cancellationToken).ConfigureAwait(false);
        return Member.From(answer.Member);
    }
}
