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
    private readonly WaitingLine _line;

    /// <summary>The lock at <paramref name="prefix"/>; a slash is appended to it, as Go's client does.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public DistributedLock(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        _session = session;
        _prefix = Prefixes.WithSlash(prefix);
        _line = new WaitingLine(session, _prefix, KeyRange.Prefix(_prefix));
    }

    /// <summary>Waits for the lock, for as long as it takes.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public async ValueTask<LockHandle> AcquireAsync(CancellationToken cancellationToken = default)
        => Handle(await _line.EnterAsync(_session.Owner, cancellationToken).ConfigureAwait(false));

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">It was not free in time; we have left the queue.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public async ValueTask<LockHandle> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => await TryAcquireAsync(timeout, cancellationToken).ConfigureAwait(false)
            ?? throw new TimeoutException($"The lock '{_prefix}' was not free within {timeout.TotalSeconds:0.###} s; we have left the queue.");

    /// <summary>The lock if it is free now; null if it is not, and nothing is left behind.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public async ValueTask<LockHandle?> TryAcquireAsync(CancellationToken cancellationToken = default)
        => await _line.TryEnterAsync(_session.Owner, cancellationToken).ConfigureAwait(false) is { } place ? Handle(place) : null;

    /// <summary>The lock if it becomes free in time; null if it does not, and we have left the queue.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockHandle?> TryAcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => Timed.RunAsync(AcquireAsync, timeout, _session.Time, cancellationToken);

    /// <summary>Acquires, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public Task RunAsync(Func<LockHandle, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(
            async (held, stop) =>
            {
                await work(held, stop).ConfigureAwait(false);
                return true;
            }, cancellationToken);
    }

    /// <summary>Acquires, works, releases. The work's token fires also when the lock is lost.</summary>
    /// <exception cref="OwnershipLostException">The lock was lost meanwhile, even if the work returned.</exception>
    public async Task<T> RunAsync<T>(Func<LockHandle, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = held.ConfigureAwait(false);
        return await held.RunAsync(stop => work(held, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who holds it, and who waits.</summary>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public async ValueTask<LockQueue> InspectAsync(CancellationToken cancellationToken = default)
    {
        var found = await _session.Client.GetRangeAsync(KeyRange.Prefix(_prefix), new RangeOptions { OrderBy = RangeOrder.CreateRevision }, cancellationToken).ConfigureAwait(false);
        LockEntry[] entries = [.. found.Select(key => new LockEntry(key.Value.ToString(), LockMode.Exclusive, new Fence(found.Header.Cluster, key.CreateRevision), key.Lease))];
        return new LockQueue(_prefix, entries.Length == 0 ? [] : [entries[0]], entries.Length == 0 ? [] : entries[1..]);
    }

    private LockHandle Handle(Place place) => new(_session, place, LockMode.Exclusive);
}
