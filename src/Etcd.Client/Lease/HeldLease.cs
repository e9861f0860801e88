namespace Etcd.Client;

/// <summary>
/// A lease that is kept alive until it is disposed. <see cref="Lost"/> fires before etcd can expire it, by a clock that
/// starts when a renewal is <em>sent</em> and runs for the granted time less a margin. What was lost never comes back: take another one.
/// </summary>
/// <remarks>Of etcd itself depends the rest: a leader that is cut off may go on renewing until it notices, up to two election timeouts (2 s by default).</remarks>
public sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly LeaseHub _hub;
    private readonly LeaseClient _leases;
    private LeaseLossReason? _reason;

    internal HeldLease(LeaseHub hub, LeaseClient leases, LeaseGrant grant, long sentAt)
    {
        (_hub, _leases, Id, Ttl) = (hub, leases, grant.Id, grant.Ttl);
        SentAt = sentAt;
        Deadline = hub.Deadline(sentAt, grant.Ttl);
        Lost = _lost.Token;
    }

    /// <summary>The lease.</summary>
    public LeaseId Id { get; }

    /// <summary>The time it was granted for; may be more than was asked for.</summary>
    public TimeSpan Ttl { get; }

    /// <summary>Fires once, when the lease is lost or given up. Pass it to whatever relies on the lease.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Why <see cref="Lost"/> has fired; null while it has not.</summary>
    public LeaseLossReason? LossReason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>True while it is certain that etcd has not expired it. Asks the clock, not the network: right even in the moment after the process stood still.</summary>
    public bool IsHeld => SafeFor > TimeSpan.Zero;

    /// <summary>Certain for so long, even if no renewal gets through any more; zero when lost.</summary>
    public TimeSpan SafeFor
    {
        get
        {
            lock (_gate)
            {
                var left = _hub.Until(Deadline);
                if (_reason is null && left > TimeSpan.Zero)
                {
                    return left;
                }
            }
            Expire();
            return TimeSpan.Zero;
        }
    }

    /// <summary>Held up to this moment, if no renewal comes.</summary>
    internal long Deadline { get; private set; }

    /// <summary>When the renewal that counts was sent.</summary>
    internal long SentAt { get; private set; }

    /// <summary>How many tries there were since then.</summary>
    internal int Tries { get; set; }

    /// <summary>Renews it now instead of when it is due, to find out whether it still is: after etcd has refused something because the lease was not found.</summary>
    /// <returns>False when it is lost.</returns>
    /// <exception cref="EtcdException">etcd did not say; it goes on being renewed as before.</exception>
    public async ValueTask<bool> ConfirmAsync(CancellationToken cancellationToken = default)
    {
        if (!IsHeld)
        {
            return false;
        }
        try
        {
            var sentAt = _hub.Time.GetTimestamp();
            Renewed(sentAt, (await _leases.RenewAsync(Id, cancellationToken).ConfigureAwait(false)).Ttl);
        }
        catch (EtcdLeaseNotFoundException)
        {
            Lose(LeaseLossReason.Revoked);
        }
        return IsHeld;
    }

    /// <summary>Ends the lease; its keys go at once.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst it expires after <see cref="Ttl"/>.</exception>
    public async ValueTask RevokeAsync(CancellationToken cancellationToken = default)
    {
        if (Lose(LeaseLossReason.Released))
        {
            await _leases.RevokeAsync(Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the lease quietly: waits at most 2 s, never throws. Unconfirmed, it expires after <see cref="Ttl"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(ReleaseTimeout, _hub.Time);
        try
        {
            await RevokeAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
        {
            // the lease ends by itself, as it would if we had died
        }
    }

    /// <summary>A renewal sent at <paramref name="sentAt"/> was answered.</summary>
    internal void Renewed(long sentAt, TimeSpan ttl)
    {
        lock (_gate)
        {
            var deadline = _hub.Deadline(sentAt, ttl);
            if (_reason is null && deadline > Deadline && _hub.Until(Deadline) > TimeSpan.Zero)
            {
                (Deadline, SentAt, Tries) = (deadline, sentAt, 0);
            }
        }
    }

    /// <summary>Loses it if its time is over.</summary>
    internal void Expire()
    {
        lock (_gate)
        {
            if (_hub.Until(Deadline) > TimeSpan.Zero)
            {
                return;
            }
        }
        Lose(_hub.StoodStillSince(SentAt) ? LeaseLossReason.ProcessPaused : LeaseLossReason.Expired);
    }

    /// <summary>True for the first to lose it.</summary>
    internal bool Lose(LeaseLossReason reason)
    {
        lock (_gate)
        {
            if (_reason is not null)
            {
                return false;
            }
            _reason = reason;
            _ = _lost.CancelAsync(); // under the lock: who finds it not held finds this fired. What hangs on it runs elsewhere, and cannot hold the hub up
        }
        _hub.Remove(this, reason);
        return true;
    }
}
