using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A key of ours in a queue: ours for as long as it has the create revision that we made.</summary>
internal sealed class Place(EtcdSession session, HeldLease lease, Key key, Key markKey, ResponseHeader created)
{
    public HeldLease Lease => lease;

    public Key Key => key;

    /// <summary>Where the owner's transactions leave their mark; goes with the key.</summary>
    public Key MarkKey => markKey;

    public Revision Created => created.Revision;

    public Fence Fence { get; } = new(created.Cluster, created.Revision);

    /// <summary>Deletes the key, if it is still ours, and its mark.</summary>
    /// <exception cref="EtcdException">It could not be confirmed.</exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        var txn = new Txn().If(Compare.CreateRevision(key) == Created).Then(Op.Delete(key), Op.Delete(markKey));
        await session.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on trying, while the lease would keep the key alive.</summary>
    public async Task LeaveLaterAsync()
    {
        while (lease.IsHeld)
        {
            try
            {
                await LeaveAsync(lease.Lost).ConfigureAwait(false);
                return;
            }
            catch (EtcdUnavailableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), session.Time, lease.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (EtcdAmbiguousResultException)
            {
                // asked again: a second delete finds nothing
            }
            catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
            {
                return; // refused, or the session has ended and the key with it
            }
        }
    }

    /// <summary>Returns when the key is no longer there as we made it.</summary>
    public ValueTask GoneAsync(CancellationToken cancellationToken) => GoneAsync(session.Client, key, Created, cancellationToken);

    /// <summary>Returns when a key is no longer there with that create revision.</summary>
    public static async ValueTask GoneAsync(EtcdClient client, Key key, Revision created, CancellationToken cancellationToken)
    {
        // From now, and read after the acknowledgement: a watch that starts in the past is served by etcd's 100 ms loop instead of at once
        var watch = await client.WatchAsync(key, new WatchOptions { Filter = WatchFilter.NoPuts }, cancellationToken).ConfigureAwait(false);
        await using var _ = ((IAsyncDisposable)watch).ConfigureAwait(false);
        if (await client.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } there || there.CreateRevision != created)
        {
            return;
        }
        await foreach (var batch in watch.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            return; // keys are deleted once: whatever was deleted was this one
        }
    }
}
