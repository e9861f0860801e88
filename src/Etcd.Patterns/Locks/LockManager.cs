using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Many locks under one prefix, by name, and several of them at once: the keys of a set are made in one transaction, so that a set stands in
/// all its queues by one revision. Whoever waits, waits for somebody older: sets that overlap cannot deadlock, and are served in the order in which
/// they came. (Who holds one lock and asks for the next can: ask for all at once.) Thread-safe.
/// </summary>
/// <remarks>
/// The lock <c>name</c> is the one at <c>{prefix}/{name}</c>: <c>etcdctl lock {prefix}/{name}</c>, a <see cref="DistributedLock"/> and a
/// <see cref="ReadWriteLock"/> there stand in the same queue, where everybody but a reader wants it alone. Nothing else may keep keys under the prefix.
/// </remarks>
public sealed class LockManager
{
    // etcd takes 128 operations in a transaction by default; releasing takes one a lock and one more, a guarded write the same and its own
    private const int MostNames = 100;

    private readonly EtcdSession _session;
    private readonly Key _prefix;

    /// <summary>The locks under <paramref name="prefix"/>; a slash is appended to it.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public LockManager(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _prefix) = (session, Prefixes.WithSlash(prefix));
    }

    /// <summary>A lock by its name.</summary>
    /// <exception cref="ArgumentException">The name is empty, holds a slash, or ends with <c>.marks</c>.</exception>
    public DistributedLock GetLock(string name) => new(_session, At(name));

    /// <summary>A lock by its name, for readers and writers. A plain lock of the same name counts as a writer.</summary>
    /// <exception cref="ArgumentException">The name is empty, holds a slash, or ends with <c>.marks</c>.</exception>
    public ReadWriteLock GetReadWriteLock(string name) => new(_session, At(name));

    /// <summary>Waits until all of them are ours, for as long as it takes. Stands in all queues from the first moment: none is kept from others longer than that takes.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="cancellationToken">Ends the wait; we leave all queues.</param>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockSet> AcquireAllAsync(IEnumerable<string> names, CancellationToken cancellationToken = default)
        => Entrance(names).EnterAsync(_session.Owner, cancellationToken);

    /// <summary>Waits until all of them are ours. Stands in all queues from the first moment: none is kept from others longer than that takes.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait; we leave all queues.</param>
    /// <exception cref="TimeoutException">They were not all free in time; we have left all queues.</exception>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockSet> AcquireAllAsync(IEnumerable<string> names, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Entrance(names).EnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>All of them if all are free now; null if one is not, and nothing is left behind.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockSet?> TryAcquireAllAsync(IEnumerable<string> names, CancellationToken cancellationToken = default)
        => Entrance(names).TryEnterAsync(_session.Owner, cancellationToken);

    /// <summary>All of them if all become free in time; null if they do not, and we have left all queues.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Ends the wait; we leave all queues.</param>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<LockSet?> TryAcquireAllAsync(IEnumerable<string> names, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Entrance(names).TryEnterAsync(_session.Owner, timeout, cancellationToken);

    /// <summary>Acquires all, works, releases. The work's token fires also when one of them is lost.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="work">What to do meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait, and fires the work's token.</param>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="OwnershipLostException">One was lost meanwhile, even if the work returned.</exception>
    public Task RunAllAsync(IEnumerable<string> names, Func<LockSet, CancellationToken, Task> work, CancellationToken cancellationToken = default)
        => Entrance(names).RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Acquires all, works, releases. The work's token fires also when one of them is lost.</summary>
    /// <param name="names">1 to 100 different names.</param>
    /// <param name="work">What to do meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait, and fires the work's token.</param>
    /// <exception cref="ArgumentException">There is no name, or too many, or one twice, or one that cannot be.</exception>
    /// <exception cref="OwnershipLostException">One was lost meanwhile, even if the work returned.</exception>
    public Task<T> RunAllAsync<T>(IEnumerable<string> names, Func<LockSet, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
        => Entrance(names).RunAsync(_session.Owner, work, cancellationToken);

    /// <summary>Every lock that somebody holds, with its queue, by name, all at one revision.</summary>
    /// <exception cref="EtcdException">They cannot be read.</exception>
    public async ValueTask<IReadOnlyList<LockQueue>> InspectAsync(CancellationToken cancellationToken = default)
    {
        var found = await _session.Client.GetRangeAsync(KeyRange.Prefix(_prefix), LockQueue.ByAge, cancellationToken).ConfigureAwait(false);
        return [.. found.GroupBy(key => LockOf(key.Key)).Where(each => each.Key is not null).OrderBy(each => each.Key!.Value)
            .Select(each => LockQueue.Of(each.Key!.Value, each, found.Header.Cluster))];
    }

    private Entrance<LockSet> Entrance(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] all = [.. names];
        Key[] queues = [.. all.Select(name => Prefixes.WithSlash(At(name)))];
        if (all.Length is 0 or > MostNames)
        {
            throw new ArgumentException($"{all.Length} names: a set has 1 to {MostNames} locks, since one transaction of etcd has to hold them all.", nameof(names));
        }
        if (all.CountBy(name => name, StringComparer.Ordinal).FirstOrDefault(each => each.Value > 1).Key is { } twice)
        {
            throw new ArgumentException($"The lock '{twice}' is named twice: a lock is not re-entrant.", nameof(names));
        }
        var marks = new Key(_prefix.ToArray().AsMemory()[..^1]).Append(Prefixes.Marks);
        var line = new WaitingLine(_session, queues, marks, [.. queues.Select(KeyRange.Prefix)]);
        return new Entrance<LockSet>(_session, line, place => new LockSet(_session, place, all), $"The locks {string.Join(", ", all)} of '{_prefix}' were not all free");
    }

    private Key At(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !name.Contains('/') && !name.EndsWith(".marks", StringComparison.Ordinal)
            ? _prefix.Append(name)
            : throw new ArgumentException($"'{name}' cannot be a lock's name: it must not be empty, hold a slash, or end with .marks, or two locks would share keys.", nameof(name));
    }

    // The lock that a key stands in line for; null when it is no lock's.
    private Key? LockOf(Key key)
    {
        var rest = key.Without(_prefix).ToArray().AsMemory();
        var name = rest[..Math.Max(0, rest.Span.IndexOf((byte)'/'))];
        return name.IsEmpty || name.Span.EndsWith(".marks"u8) ? default(Key?) : _prefix.Append(new Key(name));
    }
}
