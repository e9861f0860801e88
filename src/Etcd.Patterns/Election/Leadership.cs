using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>The leadership, until it is resigned, disposed, or lost.</summary>
public sealed class Leadership : Ownership
{
    internal Leadership(EtcdSession session, Place place, Value proposal)
        : base(session, place)
        => Proposal = proposal;

    /// <summary>What observers see.</summary>
    public Value Proposal { get; private set; }

    /// <summary>Shows observers something else; the leadership stays.</summary>
    /// <exception cref="OwnershipLostException">It is no longer ours; nothing was written.</exception>
    /// <exception cref="EtcdException">It was not written, or that is not known; see its type.</exception>
    public async ValueTask ProclaimAsync(Value proposal, CancellationToken cancellationToken = default)
    {
        await CommitAsync(new Txn().Then(Op.Put(Key, proposal, new PutOptions { KeepLease = true })), cancellationToken).ConfigureAwait(false);
        Proposal = proposal;
    }

    /// <summary>Gives the leadership up, so that the next in line leads.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it.</exception>
    public ValueTask ResignAsync(CancellationToken cancellationToken = default) => GiveUpAsync(cancellationToken);
}
