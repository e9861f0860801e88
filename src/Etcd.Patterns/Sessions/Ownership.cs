using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// The right to act: it is what a lock, an election or a shard hands out, and it lives once. No lock in etcd, or anywhere, can by itself
/// keep a process that stood still from acting late: write through <see cref="CommitAsync"/>, put <see cref="Guard"/> into your own
/// transaction, or let the resource refuse an older <see cref="Fence"/>. Disposing gives the right up quietly.
/// </summary>
public abstract partial class Ownership : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _committing = new(1, 1);
    private readonly CancellationTokenRegistration _onLeaseLost;
    private readonly EtcdSession _session;
    private readonly Place _place;
    private LossReason? _reason;
    private bool _released;
    private bool _left;
    private bool _watched;
    private (int Series, long Commits) _mark;

    private protected Ownership(EtcdSession session, Place place)
    {
        (_session, _place) = (session, place);
        Guard = place.Guard;
        _onLeaseLost = place.Lease.Lost.UnsafeRegister(static self => ((Ownership)self!).LeaseLost(), this);
    }

    /// <summary>The key that stands for the right; its value tells people who has it.</summary>
    public Key Key => _place.Key;

    /// <summary>Grows with every owner.</summary>
    public Fence Fence => _place.Fence;

    /// <summary>True in a transaction exactly while this handle owns, on the session's client.</summary>
    public Compare Guard { get; }

    /// <summary>Fires when the right is lost, before etcd can give it to somebody else; not when it is given up. Pass it to the work. From the first use of this property on, the key is watched, so that its deletion by others shows too.</summary>
    public CancellationToken Lost
    {
        get
        {
            WatchKey();
            return _lost.Token;
        }
    }

    /// <summary>Why it was lost; null while it was not.</summary>
    public LossReason? LossReason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>True while the right is certain. Asks the clock, not the network.</summary>
    public bool IsHeld => SafeFor > TimeSpan.Zero;

    /// <summary>Certain for so long, even if no renewal gets through any more; zero when it is lost or given up.</summary>
    public TimeSpan SafeFor
    {
        get
        {
            var left = _place.Lease.SafeFor;
            lock (_gate)
            {
                return _released || _reason is not null ? TimeSpan.Zero : left;
            }
        }
    }

    private protected EtcdClient Client => _session.Client;

    /// <summary>Fires when it is lost, and when it is given up.</summary>
    internal CancellationToken Ended => _ended.Token;

    private bool IsGivenUp
    {
        get
        {
            lock (_gate)
            {
                return _released;
            }
        }
    }

    /// <summary>Runs a transaction that writes only while this handle owns. A lost answer is resolved: it is never applied twice.</summary>
    /// <exception cref="OwnershipLostException">The right is gone; nothing was written.</exception>
    /// <exception cref="EtcdAmbiguousResultException">etcd stayed away too long to be asked; it may have been written.</exception>
    /// <exception cref="EtcdException">Nothing was written.</exception>
    public async ValueTask<TxnResult> CommitAsync(Txn txn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(txn);
        await _committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfLost();
            // One that fails may yet be applied, as the next of its series: what comes after it begins another, and is not taken for it.
            var (series, number) = (_mark.Series, _mark.Commits + 1);
            _mark = (series + 1, 0);
            var options = new TxnOptions { Guard = Guard, OperationKey = _place.MarkKey.Append($"{series}"), OperationLease = _place.Lease.Id, OperationNumber = number };
            var result = await Client.CommitAsync(txn, options, cancellationToken).ConfigureAwait(false);
            _mark = (series, number);
            return result;
        }
        catch (EtcdException e) when (e is { Code: EtcdErrorCode.OwnershipLost } and not OwnershipLostException)
        {
            Lose(_place.Lease.IsHeld ? Patterns.LossReason.KeyDeleted : OfLease());
            throw LostNow(e);
        }
        finally
        {
            _committing.Release();
        }
    }

    /// <summary>Gives the right up quietly: waits at most the session's release timeout, never throws. Unconfirmed, it ends with the session's lease.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await _session.ReleasedAsync(GiveUpAsync).ConfigureAwait(false) && Left())
        {
            _ = _place.LeaveLaterAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the right up, and throws when etcd did not confirm it; then it may be tried again, and disposing does.</summary>
    private protected async ValueTask GiveUpAsync(CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        lock (_gate)
        {
            if (_left)
            {
                return;
            }
        }
        await _place.LeaveAsync(cancellationToken).ConfigureAwait(false);
        Left();
    }

    /// <summary>The handle is given up, whatever becomes of its key.</summary>
    internal virtual async ValueTask EndAsync()
    {
        lock (_gate)
        {
            if (_released)
            {
                return;
            }
            _released = true;
        }
        await _onLeaseLost.DisposeAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
    }

    // True for the first: somebody has left, or goes on trying.
    private bool Left()
    {
        lock (_gate)
        {
            return !_left && (_left = true);
        }
    }

    private protected void ThrowIfLost()
    {
        ObjectDisposedException.ThrowIf(IsGivenUp, this);
        if (!_place.Lease.IsHeld)
        {
            LeaseLost();
        }
        if (LossReason is not null)
        {
            throw LostNow(inner: null);
        }
    }

    /// <summary>Runs work with a token that fires on loss too; a loss comes out as <see cref="OwnershipLostException"/>, whatever the work did.</summary>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lost);
        T result;
        try
        {
            result = await work(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (LossReason is not null && !cancellationToken.IsCancellationRequested)
        {
            throw LostNow(e);
        }
        if (!IsGivenUp) // by the work itself, which may
        {
            ThrowIfLost();
        }
        return result;
    }
}
