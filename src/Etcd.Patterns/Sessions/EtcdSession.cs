using System.Runtime.CompilerServices;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// What all ownership of a process hangs on: a lease, granted at the first use and kept alive. After a loss the session takes a new one
/// at its next use, while handles of the old one stay lost. One a process is enough; thread-safe. Dispose it before its client.
/// </summary>
public sealed class EtcdSession : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _granting = new(1, 1);
    private readonly SessionOptions _options;
    private TaskCompletionSource _changed = NewSignal();
    private HeldLease? _lease;
    private bool _closed;
    private long _lastName;

    /// <summary>A session; meets the network at its first use.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names all that do not.</exception>
    public EtcdSession(EtcdClient client, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        Client = client;
        _options = (options ?? new SessionOptions()).Validated();
    }

    /// <summary>The client it was made with.</summary>
    public EtcdClient Client { get; }

    /// <summary>Who we are, for people.</summary>
    public string Owner => _options.Owner!;

    /// <summary>How it stands now.</summary>
    public SessionState State
    {
        get
        {
            lock (_gate)
            {
                return _closed ? SessionState.Closed
                    : _lease is null ? SessionState.Idle
                    : _lease.SafeFor is var left && left <= TimeSpan.Zero ? SessionState.Lost
                    : left < Overdue(_lease) ? SessionState.Unconfirmed
                    : SessionState.Alive;
            }
        }
    }

    internal TimeProvider Time => Client.TimeProvider;

    /// <summary>The session's lease; waits for a live one. Await it at the start to fail early.</summary>
    /// <exception cref="EtcdException">It could not be granted.</exception>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public async ValueTask<SessionLease> GetLeaseAsync(CancellationToken cancellationToken = default)
    {
        var lease = await HeldLeaseAsync(cancellationToken).ConfigureAwait(false);
        return new SessionLease(lease.Id, lease.Ttl, lease.Lost);
    }

    /// <summary>The state now, then each change.</summary>
    public async IAsyncEnumerable<SessionState> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SessionState? last = null;
        while (last != SessionState.Closed)
        {
            Task changed;
            TimeSpan next;
            lock (_gate)
            {
                changed = _changed.Task;
                next = _lease is { IsHeld: true } lease ? lease.SafeFor - Overdue(lease) : Timeout.InfiniteTimeSpan;
            }
            if (State is var state && state != last)
            {
                last = state;
                yield return state;
                continue;
            }
            // a renewal may be overdue by then, or have come: look again
            var limit = next == Timeout.InfiniteTimeSpan ? next : next > TimeSpan.Zero ? next : TimeSpan.FromMilliseconds(100);
            await changed.WaitAsync(limit, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the session: its keys go at once, its handles are lost.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the lease expires.</exception>
    public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        HeldLease? lease;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }
            _closed = true;
            lease = _lease;
            Changed();
        }
        if (lease is not null)
        {
            await lease.RevokeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes quietly: waits at most <see cref="SessionOptions.ReleaseTimeout"/>, never throws.</summary>
    public async ValueTask DisposeAsync()
        => await ReleasedAsync(CloseAsync).ConfigureAwait(false); // unconfirmed: the lease expires by itself, as it would if we had died

    /// <summary>Gives something up quietly: waits at most <see cref="SessionOptions.ReleaseTimeout"/>, never throws. False when it was not confirmed.</summary>
    internal async ValueTask<bool> ReleasedAsync(Func<CancellationToken, ValueTask> release)
    {
        using var limit = new CancellationTokenSource(_options.ReleaseTimeout, Time);
        try
        {
            await release(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is EtcdException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    internal async ValueTask<HeldLease> HeldLeaseAsync(CancellationToken cancellationToken)
    {
        if (Live() is { } live)
        {
            return live;
        }
        await _granting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Live() is { } granted)
            {
                return granted; // somebody else was faster
            }
            var lease = await Client.Leases.HoldAsync(_options.Ttl, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (!_closed)
                {
                    _lease = lease;
                    Changed();
                    lease.Lost.UnsafeRegister(static session => ((EtcdSession)session!).LeaseLost(), this);
                    return lease;
                }
            }
            await lease.DisposeAsync().ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(EtcdSession));
        }
        finally
        {
            _granting.Release();
        }
    }

    /// <summary>A name for a key of this session that no other key of it has.</summary>
    internal Key NewName(LeaseId lease) => $"{lease}.{Interlocked.Increment(ref _lastName):x}";

    private HeldLease? Live()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _lease is { IsHeld: true } ? _lease : null;
        }
    }

    private void LeaseLost()
    {
        lock (_gate)
        {
            Changed();
        }
    }

    // ---- under the lock

    private void Changed()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    // Renewed at a third of its time; with less than a half left it has missed one.
    private static TimeSpan Overdue(HeldLease lease) => lease.Ttl * 0.4;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
