using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Our keys in a queue, or in several at once: made in one transaction and gone in one, under a name that nobody else has. Ours for as long
/// as they all have the revision that made them.
/// </summary>
/// <param name="session">Whose they are.</param>
/// <param name="lease">What they live by.</param>
/// <param name="keys">One a queue.</param>
/// <param name="markKey">Where the owner's transactions leave their marks, this and what follows it; goes with the keys. Ends with a slash.</param>
internal sealed class Place(EtcdSession session, HeldLease lease, IReadOnlyList<Key> keys, Key markKey)
{
    private static readonly RangeOptions Eldest = new() { OrderBy = RangeOrder.CreateRevision, Limit = 1, KeysOnly = true };

    private ResponseHeader _created;
    private Task _settled = Task.CompletedTask;
    private bool _isUnclear;

    public HeldLease Lease => lease;

    /// <summary>The key in the first of the queues.</summary>
    public Key Key => keys[0];

    public Key MarkKey => markKey;

    public Revision Created => _created.Revision;

    public Fence Fence => new(_created.Cluster, Created);

    /// <summary>True when nobody older was in the line at the moment that made the keys, as far as that was asked for; whoever comes later stands behind.</summary>
    public bool WasFree { get; private set; }

    /// <summary>True in a transaction while all keys are ours.</summary>
    public Compare Guard => Compare.All([.. keys.Select(key => Compare.CreateRevision(key) == Created)]);

    // A request without an answer may lie in a member that stands still, and be applied long after we have left: our key would come back, and keep all others
    // waiting for as long as the session lives. So whoever leaves after an unclear try says so here, and the late one finds it. Goes with the lease, without which the late one fails too.
    private Key Tombstone => Prefixes.Beside(markKey, ".gone");

    /// <summary>The key, or all of them, for people.</summary>
    public override string ToString() => keys.Count == 1 ? Key.ToString() : $"One of {string.Join(", ", keys)}";

    /// <summary>One of the keys by itself, with marks of its own.</summary>
    public Place Only(int queue, Key mark) => new(session, lease, [keys[queue]], markKey.Append(mark)) { _created = _created };

    /// <summary>Makes a key under <paramref name="prefix"/> that no other has, its marks under <paramref name="marks"/>.</summary>
    /// <returns>Null when a condition did not hold; then nothing was written.</returns>
    public static ValueTask<Place?> TryMakeAsync(EtcdSession session, Key prefix, Key marks, Value value, Compare[] conditions, CancellationToken cancellationToken)
        => TryMakeAsync(session, [prefix], marks, value, conditions, [], cancellationToken);

    /// <summary>Makes a key under each of the prefixes, all in one transaction. Given up while they are made, they are deleted once it is known.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="prefixes">One a key.</param>
    /// <param name="marks">Where the owner's transactions leave their marks.</param>
    /// <param name="value">What the keys show.</param>
    /// <param name="conditions">All must hold.</param>
    /// <param name="line">Who stands there is asked for in the same transaction: <see cref="WasFree"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null when a condition did not hold; then nothing was written.</returns>
    public static async ValueTask<Place?> TryMakeAsync(
        EtcdSession session, IReadOnlyList<Key> prefixes, Key marks, Value value, Compare[] conditions, IReadOnlyList<KeyRange> line, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lease = await session.HeldLeaseAsync(cancellationToken).ConfigureAwait(false);
            var name = session.NewName(lease.Id);
            var place = new Place(session, lease, [.. prefixes.Select(prefix => prefix.Append(name))], marks.Append(name).Append("/"));
            // not under the caller's token: a request that is broken off may still be applied, and nobody would know of the keys
            var making = place.MakeAsync(value, conditions, line);
            place._settled = SettledAsync(making);
            try
            {
                return await making.WaitAsync(cancellationToken).ConfigureAwait(false) ? place : null;
            }
            catch (EtcdLeaseNotFoundException)
            {
                await lease.ConfirmAsync(cancellationToken).ConfigureAwait(false); // lost, which the next renewal would have told: the session takes another
            }
            catch (Exception e) when (e is OperationCanceledException or EtcdAmbiguousResultException)
            {
                await place.LeaveQuietlyAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Deletes the keys and their marks, once it is settled whether they were made.</summary>
    /// <exception cref="EtcdException">It could not be confirmed.</exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        await _settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        var txn = new Txn().Then([.. keys.Select(key => Op.Delete(key)), Op.DeleteRange(KeyRange.Prefix(markKey)), .. _isUnclear ? [Op.Put(Tombstone, "", new PutOptions { Lease = lease.Id })] : Array.Empty<Op>()]);
        try
        {
            await session.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdLeaseNotFoundException)
        {
            // the keys have gone with it, and none can be made with it any more
        }
    }

    /// <summary>Leaves quietly: within the session's release timeout, or in the background.</summary>
    public async ValueTask LeaveQuietlyAsync()
    {
        if (!await session.ReleasedAsync(LeaveAsync).ConfigureAwait(false))
        {
            _ = LeaveLaterAsync();
        }
    }

    /// <summary>Goes on trying, while the lease would keep the keys alive.</summary>
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
                return; // refused, or the session has ended and the keys with it
            }
        }
    }

    /// <summary>Returns when one of the keys is no longer there as we made it.</summary>
    public async Task GoneAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] each = [.. keys.Select(key => GoneAsync(session.Client, key, Created, enough.Token))];
        var first = await Task.WhenAny(each).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(each).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    /// <summary>Returns when a key is no longer there with that create revision.</summary>
    public static async Task GoneAsync(EtcdClient client, Key key, Revision created, CancellationToken cancellationToken)
    {
        while (true)
        {
            // From now, and read after the acknowledgement: a watch that starts in the past is served by etcd's 100 ms loop instead of at once
            var watch = await client.WatchAsync(key, new WatchOptions { Filter = WatchFilter.NoPuts }, cancellationToken).ConfigureAwait(false);
            await using var _ = ((IAsyncDisposable)watch).ConfigureAwait(false);
            if (await client.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } there || there.CreateRevision != created)
            {
                return;
            }
            try
            {
                await foreach (var batch in watch.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    return; // keys are deleted once: whatever was deleted was this one
                }
            }
            catch (EtcdCompactedException)
            {
                // cut off for so long that its history is gone: the key itself tells
            }
        }
    }

    // Repeatable: the name is ours alone, so keys that are there are the ones that we have made.
    private async Task<bool> MakeAsync(Value value, Compare[] conditions, IReadOnlyList<KeyRange> line)
    {
        var own = Op.Get(Key);
        Op<RangeResult>[] eldest = [.. line.Select(range => Op.GetRange(range, Eldest))];
        var txn = new Txn()
            .If([Compare.Missing(Key), Compare.Missing(Tombstone), .. conditions])
            .Then([.. keys.Select(key => Op.Put(key, value, new PutOptions { Lease = lease.Id })), .. eldest])
            .Else(own);
        var result = await CommitAsync(txn).ConfigureAwait(false);
        var created = result.Succeeded ? result.Revision : result.ResultOf(own)?.CreateRevision;
        _created = result.Header with { Revision = created ?? default };
        WasFree = result.Succeeded && eldest.Length > 0 && eldest.SelectMany(op => result.ResultOf(op)).All(key => key.CreateRevision == Created);
        return created is not null;
    }

    private async ValueTask<TxnResult> CommitAsync(Txn txn)
    {
        try
        {
            return await session.Client.CommitAsync(txn, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EtcdAmbiguousResultException)
        {
            _isUnclear = true;
            return await session.Client.CommitAsync(txn, new TxnOptions { Repeatable = true }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task SettledAsync(Task making) => await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
