using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Who holds a lock and who waits for it, at one revision.</summary>
/// <param name="Prefix">The lock, as its constructor takes it.</param>
/// <param name="Holders">Who holds it: nobody, one, or several readers.</param>
/// <param name="Waiters">Who waits, in the order of their turns.</param>
public sealed record LockQueue(Key Prefix, IReadOnlyList<LockEntry> Holders, IReadOnlyList<LockEntry> Waiters)
{
    /// <summary>Where readers stand, behind a lock's prefix; everybody else under it wants the lock alone.</summary>
    internal const string Readers = "/read/";

    internal static readonly RangeOptions ByAge = new() { OrderBy = RangeOrder.CreateRevision };

    internal static async ValueTask<LockQueue> ReadAsync(EtcdClient client, Key prefix, CancellationToken cancellationToken)
    {
        var found = await client.GetRangeAsync(KeyRange.Prefix(Prefixes.WithSlash(prefix)), ByAge, cancellationToken).ConfigureAwait(false);
        return Of(prefix, found, found.Header.Cluster);
    }

    /// <summary>The queue that <paramref name="keys"/> are, the oldest first: one holds it when nobody before it stands in its way.</summary>
    internal static LockQueue Of(Key prefix, IEnumerable<KeyValue> keys, ClusterId cluster)
    {
        var readers = prefix.Append(Readers);
        List<LockEntry> holders = [];
        List<LockEntry> waiters = [];
        foreach (var key in keys)
        {
            var mode = key.Key.StartsWith(readers) ? LockMode.Shared : LockMode.Exclusive;
            var holds = waiters.Count == 0 && (holders.Count == 0 || (mode, holders[0].Mode) == (LockMode.Shared, LockMode.Shared));
            (holds ? holders : waiters).Add(new LockEntry(key.Value.ToString(), mode, new Fence(cluster, key.CreateRevision), key.Lease));
        }
        return new LockQueue(prefix, holders, waiters);
    }
}
