using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A lock that either one writer holds, or any number of readers. Fair: all stand in one queue, by the create revision of their keys; who comes after a waiting
/// writer waits behind it, reader or not, so that nobody starves. <b>It does not by itself keep a holder that stood still from writing
/// late: use the handle's <see cref="Ownership.CommitAsync"/>, <see cref="Ownership.Guard"/> or <see cref="Ownership.Fence"/>; a writer's fence
/// is higher than that of everybody who held the lock before it.</b> Not re-entrant, and a read lock does not become a write lock: a second acquire of the same session
/// waits like any other. Thread-safe.
/// </summary>
/// <remarks>
/// Keys are those of the <c>RWMutex</c> in etcd's Go recipes, <c>{prefix}/read/…</c> and <c>{prefix}/write/…</c>, and both stand fairly in one
/// queue. A plain lock on the same prefix, such as a <see cref="DistributedLock"/> or <c>etcdctl lock</c>, counts as a writer, here, but not to
/// readers in Go: they look at <c>write</c> alone.
/// </remarks>
public sealed class ReadWriteLock
{
    private readonly EtcdSession _session;
    private readonly Key _prefix;
    private readonly Entrance<LockHandle> _readers;
    private readonly Entrance<LockHandle> _writers;

    /// <summary>The lock at <paramref name="prefix"/>; a slash is appended to it, as Go's client does.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public ReadWriteLock(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _prefix) = (session, prefix);
        var all = Prefixes.WithSlash(prefix);
        var readers = prefix.Append(LockQueue.Readers);
        var marks = prefix.Append(Prefixes.Marks);
        // a reader waits for everybody who is none: for what comes before the readers' keys, and for what comes after them
        KeyRange[] notReaders = [KeyRange.Between(all, readers), KeyRange.Between(prefix.Append("/read0"), prefix.Append("0"))];
        _readers = LockHandle.Entrance(session, prefix, LockMode.Shared, new WaitingLine(session, [readers], marks, notReaders));
        _writers = LockHandle.Entrance(session, prefix, LockMode.Exclusive, new WaitingLine(session, [all.Append("write/")], marks, [KeyRange.Prefix(all)]));
    }

    /// <summary>Waits until it may be read, beside other readers, for as long as it takes.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireReadAsync(CancellationToken cancellationToken = default)
        => _readers.EnterAsync(_session.Owner, cancellationToken);

    /// <summary>Waits until it may be read, beside other readers.</summary>
    /// <exception cref="TimeoutException">It was not free in time; we have left the queue.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireReadAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _readers.EnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>The lock for reading if no writer holds it or waits for it now; null if one does, and nothing is left behind.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireReadAsync(CancellationToken cancellationToken = default)
        => _readers.TryEnterAsync(_session.Owner, cancellationToken);

    /// <summary>The lock for reading if our turn comes in time; null if it does not, and we have left the queue.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireReadAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _readers.TryEnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>Waits until it may be written, alone, for as long as it takes.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireWriteAsync(CancellationToken cancellationToken = default)
        => _writers.EnterAsync(_session.Owner, cancellationToken);

    /// <summary>Waits until it may be written, alone.</summary>
    /// <exception cref="TimeoutException">It was not free in time; we have left the queue.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle> AcquireWriteAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _writers.EnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>The lock for writing if nobody holds it now; null if somebody does, and nothing is left behind.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireWriteAsync(CancellationToken cancellationToken = default)
        => _writers.TryEnterAsync(_session.Owner, cancellationToken);

    /// <summary>The lock for writing if our turn comes in time; null if it does not, and we have left the queue.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireWriteAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _writers.TryEnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>Acquires it for reading, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task RunReadAsync(Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
        => _readers.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Acquires it for reading, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task<T> RunReadAsync<T>(Func<LockHandle, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
        => _readers.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Acquires it for writing, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task RunWriteAsync(Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
        => _writers.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Acquires it for writing, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task<T> RunWriteAsync<T>(Func<LockHandle, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
        => _writers.RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Who holds it, and who waits.</summary>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public ValueTask<LockQueue> InspectAsync(CancellationToken cancellationToken = default)
        => LockQueue.ReadAsync(_session.Client, _prefix, cancellationToken);
}
