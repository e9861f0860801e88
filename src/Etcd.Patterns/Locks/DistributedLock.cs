using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A lock that one handle in the whole cluster holds at a time, first come, first served, in one queue with <c>etcdctl lock</c> and Go clients
/// on the same prefix. <b>It does not by itself keep a holder that stood still from writing late: use the handle's
/// <see cref="Ownership.CommitAsync"/>, <see cref="Ownership.Guard"/> or <see cref="Ownership.Fence"/>.</b> Not re-entrant: a second acquire
/// of the same session waits like any other. Thread-safe.
/// </summary>
public sealed class DistributedLock
{
    private readonly EtcdSession _session;
    private readonly Key _prefix;
    private readonly Entrance<LockHandle> _entrance;

    /// <summary>The lock at <paramref name="prefix"/>; a slash is appended to it, as Go's client does.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public DistributedLock(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _prefix) = (session, prefix);
        var keys = Prefixes.WithSlash(prefix);
        _entrance = LockHandle.Entrance(session, prefix, LockMode.Exclusive, new WaitingLine(session, keys, KeyRange.Prefix(keys)));
    }

    /// <summary>Waits for the lock, for as long as it takes.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireAsync(CancellationToken cancellationToken = default)
        => _entrance.EnterAsync(_session.Owner, cancellationToken);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">It was not free in time; we have left the queue.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _entrance.EnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>The lock if it is free now; null if it is not, and nothing is left behind.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireAsync(CancellationToken cancellationToken = default)
        => _entrance.TryEnterAsync(_session.Owner, cancellationToken);

    /// <summary>The lock if it becomes free in time; null if it does not, and we have left the queue.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _entrance.TryEnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>Acquires, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task RunAsync(Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
        => _entrance.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Acquires, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task<T> RunAsync<T>(Func<LockHandle, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
        => _entrance.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Who holds it, and who waits.</summary>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public ValueTask<LockQueue> InspectAsync(CancellationToken cancellationToken = default)
        => LockQueue.ReadAsync(_session.Client, _prefix, cancellationToken);
}
