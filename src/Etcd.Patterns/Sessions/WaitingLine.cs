using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A queue in etcd, in the order of create revisions, as Go's concurrency package and <c>etcdctl lock</c> and <c>elect</c> keep it: whoever's
/// key under the prefix is the oldest has the right. Ours carry a number after the lease, so that two waiters of one session are two.
/// Who stands in several queues stands in all by the same revision: whoever waits, waits for somebody older, so no two wait for each other.
/// </summary>
/// <param name="session">Whose keys.</param>
/// <param name="prefixes">Where they stand, ending with a slash.</param>
/// <param name="marks">Where owners' transactions leave their marks, ending with a slash: beside the line, not in it, since whoever counts the keys under a prefix must not find them.</param>
/// <param name="blocking">Which keys have to go before it is our turn, as far as they are older.</param>
internal sealed class WaitingLine(EtcdSession session, IReadOnlyList<Key> prefixes, Key marks, IReadOnlyList<KeyRange> blocking)
{
    /// <summary>A single queue; its marks are beside it, unless it says where.</summary>
    public WaitingLine(EtcdSession session, Key prefix, KeyRange blocking, Key? marks = null)
        : this(session, [prefix], marks ?? Prefixes.Beside(prefix, Prefixes.Marks), [blocking])
    {
    }

    private EtcdClient Client => session.Client;

    /// <summary>Stands in line and waits; a place that was lost with its lease while waiting is taken anew, at the end.</summary>
    public async ValueTask<Place> EnterAsync(Value value, CancellationToken cancellationToken)
    {
        while (true)
        {
            // a free lock is had in one round trip; a set is not asked for, as its keys alone may fill a transaction
            var place = (await Place.TryMakeAsync(session, prefixes, marks, value, [], prefixes.Count == 1 ? blocking : [], cancellationToken).ConfigureAwait(false))!;
            var isOurTurn = false;
            try
            {
                isOurTurn = place.WasFree ? place.Lease.IsHeld : await AwaitTurnAsync(place, cancellationToken).ConfigureAwait(false);
                if (isOurTurn)
                {
                    return place;
                }
            }
            finally
            {
                if (!isOurTurn)
                {
                    await place.LeaveQuietlyAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>The right, if nobody stands before us; null, and nothing left behind, if somebody does.</summary>
    public ValueTask<Place?> TryEnterAsync(Value value, CancellationToken cancellationToken)
        => Place.TryMakeAsync(session, prefixes, marks, value, [.. blocking.Select(range => Compare.CreateRevision(range) == default(Revision))], [], cancellationToken);

    /// <summary>True when it is our turn; false when the place was lost.</summary>
    private async ValueTask<bool> AwaitTurnAsync(Place place, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, place.Lease.Lost);
        try
        {
            while (true)
            {
                // One round trip tells both: that we still stand here, and who is the last before us.
                Op<RangeResult>[] before = [.. blocking.Select(range => Op.GetRange(range, LastBefore(place)))];
                var result = await Client.CommitAsync(new Txn().If(place.Guard).Then(before), waiting.Token).ConfigureAwait(false);
                if (!result.Succeeded)
                {
                    return false;
                }
                KeyValue[] others = [.. before.SelectMany(op => result.ResultOf(op))];
                if (others.Length == 0)
                {
                    return place.Lease.IsHeld;
                }
                var last = others.MaxBy(key => key.CreateRevision);
                await Place.GoneAsync(Client, last.Key, last.CreateRevision, waiting.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static RangeOptions LastBefore(Place place)
        => new() { OrderBy = RangeOrder.CreateRevision, Descending = true, Limit = 1, KeysOnly = true, CreatedUpTo = new Revision(place.Created.Number - 1) };
}
