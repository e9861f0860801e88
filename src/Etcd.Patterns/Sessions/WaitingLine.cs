using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A queue in etcd, in the order of create revisions, as Go's concurrency package and <c>etcdctl lock</c> and <c>elect</c> keep it: whoever's
/// key under the prefix is the oldest has the right. Ours carry a number after the lease, so that two waiters of one session are two.
/// </summary>
/// <param name="session">Whose keys.</param>
/// <param name="prefix">Where they stand, ending with a slash.</param>
/// <param name="blocking">Which keys have to go before it is our turn, as far as they are older.</param>
/// <param name="marks">Where the owners' transactions leave their marks; null: beside the line.</param>
internal sealed class WaitingLine(EtcdSession session, Key prefix, KeyRange blocking, Key? marks = null)
{
    // beside the line, not in it: whoever counts the keys under the prefix must not find them
    private readonly Key _marks = marks ?? Prefixes.Beside(prefix, ".marks/");

    private EtcdClient Client => session.Client;

    /// <summary>Stands in line and waits; a place that was lost with its lease while waiting is taken anew, at the end.</summary>
    public async ValueTask<Place> EnterAsync(Value value, CancellationToken cancellationToken)
    {
        while (true)
        {
            var place = (await PutAsync(value, [], cancellationToken).ConfigureAwait(false))!;
            try
            {
                if (await AwaitTurnAsync(place, cancellationToken).ConfigureAwait(false))
                {
                    return place;
                }
            }
            catch
            {
                await LeaveAsync(place).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>The right, if nobody stands before us; null, and nothing left behind, if somebody does.</summary>
    public ValueTask<Place?> TryEnterAsync(Value value, CancellationToken cancellationToken)
        => PutAsync(value, [Compare.CreateRevision(blocking) == default(Revision)], cancellationToken);

    private ValueTask<Place?> PutAsync(Value value, Compare[] conditions, CancellationToken cancellationToken)
        => Place.TryMakeAsync(session, prefix, _marks, value, conditions, cancellationToken);

    /// <summary>True when it is our turn; false when the place was lost.</summary>
    private async ValueTask<bool> AwaitTurnAsync(Place place, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, place.Lease.Lost);
        try
        {
            while (true)
            {
                // One round trip tells both: who is the last before us, and that we still stand here.
                var before = Op.GetRange(blocking, new RangeOptions { OrderBy = RangeOrder.CreateRevision, Descending = true, Limit = 1, KeysOnly = true, CreatedUpTo = new Revision(place.Created.Number - 1) });
                var own = Op.Get(place.Key);
                var result = await Client.CommitAsync(new Txn().Then(before, own), waiting.Token).ConfigureAwait(false);
                if (result.ResultOf(own) is not { } there || there.CreateRevision != place.Created)
                {
                    return false;
                }
                if (result.ResultOf(before) is not [var last, ..])
                {
                    return place.Lease.IsHeld;
                }
                await Place.GoneAsync(Client, last.Key, last.CreateRevision, waiting.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // Given up while waiting: no residue, also when etcd is away just now.
    private async ValueTask LeaveAsync(Place place)
    {
        if (!await session.ReleasedAsync(place.LeaveAsync).ConfigureAwait(false))
        {
            _ = place.LeaveLaterAsync();
        }
    }
}
