using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A place among the members of an <see cref="ActiveActiveGroup"/>, until it is left or disposed. Nothing exclusive hangs on it, so it heals itself: after a lost lease or a
/// deleted key it joins again, as soon as etcd lets it. A member whose process has died is gone within 2 × the session's TTL + 2 s. Closing the session ends it.
/// </summary>
public sealed class GroupMembership : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly EtcdSession _session;
    private readonly Key _members;
    private readonly Key _marks;
    private Place _place;
    private Task _keeping = Task.CompletedTask;
    private bool _isThere = true;
    private int _left;

    private GroupMembership(EtcdSession session, Key members, Key marks, Place place)
        => (_session, _members, _marks, _place) = (session, members, marks, place);

    /// <summary>How the others see us; or saw us, while we are not joined.</summary>
    public GroupMember Self
    {
        get
        {
            var place = Volatile.Read(ref _place);
            return new GroupMember(_session.Owner, place.Lease.Id, place.Created);
        }
    }

    /// <summary>True while the others see us, as far as is known: from memory and the clock, without the network. False after a loss, until we have joined again.</summary>
    public bool IsJoined => Volatile.Read(ref _isThere) && Volatile.Read(ref _place).Lease.IsHeld;

    /// <summary>Leaves the group.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it.</exception>
    public async ValueTask LeaveAsync(CancellationToken cancellationToken = default)
    {
        if (await EndAsync().ConfigureAwait(false))
        {
            await _place.LeaveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves quietly: waits at most the session's release timeout, never throws. Unconfirmed, the session goes on trying, and at worst its lease ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await EndAsync().ConfigureAwait(false))
        {
            await _place.LeaveQuietlyAsync().ConfigureAwait(false);
        }
    }

    internal static async ValueTask<GroupMembership> JoinAsync(EtcdSession session, Key members, Key marks, CancellationToken cancellationToken)
    {
        var place = await MakeAsync(session, members, marks, cancellationToken).ConfigureAwait(false);
        var membership = new GroupMembership(session, members, marks, place);
        membership._keeping = Task.Run(membership.KeepAsync, CancellationToken.None);
        return membership;
    }

    private static async ValueTask<Place> MakeAsync(EtcdSession session, Key members, Key marks, CancellationToken cancellationToken)
        => (await Place.TryMakeAsync(session, members, marks, session.Owner, [], cancellationToken).ConfigureAwait(false))!;

    /// <summary>True for the first to end it.</summary>
    private async ValueTask<bool> EndAsync()
    {
        if (Interlocked.Exchange(ref _left, 1) == 1)
        {
            return false;
        }
        await _leaving.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        Volatile.Write(ref _isThere, false);
        return true;
    }

    private async Task KeepAsync()
    {
        var backoff = new Backoff(_session.Time, _session.Client.Randomizer);
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                if (!_isThere)
                {
                    Volatile.Write(ref _place, await MakeAsync(_session, _members, _marks, _leaving.Token).ConfigureAwait(false));
                    Volatile.Write(ref _isThere, true);
                    backoff.Reset();
                }
                await GoneAsync().ConfigureAwait(false);
                Volatile.Write(ref _isThere, false);
            }
            catch (EtcdException)
            {
                await backoff.WaitAsync(_leaving.Token).ConfigureAwait(false); // away, or it refuses, which may change
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                break; // we leave, or the session is closed
            }
        }
    }

    /// <summary>Returns when the lease is lost or the key is not there any more.</summary>
    private async ValueTask GoneAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token, _place.Lease.Lost);
        try
        {
            await _place.GoneAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_leaving.IsCancellationRequested)
        {
            // the lease
        }
    }
}
