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

    /// <summary>Makes a key under <paramref name="prefix"/> that no other has, its mark under <paramref name="marks"/>. Given up while it is made, it is deleted once it is known.</summary>
    /// <returns>Null when a condition did not hold; then nothing was written.</returns>
    public static async ValueTask<Place?> TryMakeAsync(EtcdSession session, Key prefix, Key marks, Value value, Compare[] conditions, CancellationToken cancellationToken)
    {
        while (true)
        {
            var lease = await session.HeldLeaseAsync(cancellationToken).ConfigureAwait(false);
            var name = session.NewName(lease.Id);
            // not under the caller's token: a request that is broken off may still be applied, and nobody would know of the key
            var making = MakeAsync(session, lease, prefix.Append(name), marks.Append(name), value, conditions);
            try
            {
                return await making.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdLeaseNotFoundException)
            {
                await lease.ConfirmAsync(cancellationToken).ConfigureAwait(false); // lost, which the next renewal would have told: the session takes another
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _ = LeaveOnceMadeAsync(making);
                throw;
            }
        }
    }

    /// <summary>Deletes the key, if it is still ours, and its mark.</summary>
    /// <exception cref="EtcdException">It could not be confirmed.</exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        var txn = new Txn().If(Compare.CreateRevision(key) == Created).Then(Op.Delete(key), Op.Delete(markKey));
        await session.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on trying, while the lease would keep the key alive.</summary>
    public Task LeaveLaterAsync() => LaterAsync(session, lease, LeaveAsync);

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

    // Repeatable: the name is ours alone, so a key that is there is the one that we have put.
    private static async Task<Place?> MakeAsync(EtcdSession session, HeldLease lease, Key key, Key markKey, Value value, Compare[] conditions)
    {
        var own = Op.Get(key);
        var txn = new Txn().If([Compare.Missing(key), .. conditions]).Then(Op.Put(key, value, new PutOptions { Lease = lease.Id })).Else(own);
        try
        {
            var result = await session.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, CancellationToken.None).ConfigureAwait(false);
            var created = result.Succeeded ? result.Revision : result.ResultOf(own)?.CreateRevision;
            return created is { } revision ? new Place(session, lease, key, markKey, result.Header with { Revision = revision }) : null;
        }
        catch (EtcdAmbiguousResultException)
        {
            _ = LaterAsync(session, lease, async stop => await session.Client.DeleteAsync(key, stop).ConfigureAwait(false)); // it may be there
            throw;
        }
    }

    private static async Task LeaveOnceMadeAsync(Task<Place?> making)
    {
        try
        {
            if (await making.ConfigureAwait(false) is { } made)
            {
                await made.LeaveLaterAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is EtcdException or ObjectDisposedException)
        {
            // not made, or being deleted already
        }
    }

    private static async Task LaterAsync(EtcdSession session, HeldLease lease, Func<CancellationToken, ValueTask> leave)
    {
        while (lease.IsHeld)
        {
            try
            {
                await leave(lease.Lost).ConfigureAwait(false);
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
}
