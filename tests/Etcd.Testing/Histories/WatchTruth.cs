using Etcd.Client;

namespace Etcd.Testing;

/// <summary>What really happened in a range, revision by revision. Thread-safe.</summary>
public sealed class WatchTruth
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, IReadOnlyList<WatchedChange>> _changes = [];

    /// <summary>The revisions that changed something, with all that they changed.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<WatchedChange>> Changes
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<long, IReadOnlyList<WatchedChange>>(_changes);
            }
        }
    }

    /// <summary>Reads the range at every revision of <c>(from, to]</c>: slow, and it depends on nothing but etcd's reads.</summary>
    /// <exception cref="EtcdCompactedException">Part of it is gone already.</exception>
    public static async Task<WatchTruth> ReadAsync(KvClient kv, KeyRange range, Revision from, Revision to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        var truth = new WatchTruth();
        Dictionary<string, KeyValue>? before = null;
        for (var revision = from; revision <= to; revision = revision.Next)
        {
            var answer = await kv.GetRangeAsync(range, new RangeOptions { At = revision }, cancellationToken).ConfigureAwait(false);
            var now = answer.ToDictionary(item => item.Key.ToString(), StringComparer.Ordinal);
            if (before is not null)
            {
                truth.Add(revision, [
                    .. now.Values.Where(item => item.ModRevision == revision).Select(item => WatchedChange.Put(item.Key, item.Value)),
                    .. before.Values.Where(item => !now.ContainsKey(item.Key.ToString())).Select(item => WatchedChange.Delete(item.Key)),
                ]);
            }
            before = now;
        }
        return truth;
    }

    /// <summary>Adds what a write did, from its answer.</summary>
    /// <param name="revision">The revision that it made.</param>
    /// <param name="changes">All of its changes; none: nothing is added.</param>
    public void Add(Revision revision, IReadOnlyList<WatchedChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        lock (_gate)
        {
            if (changes.Count > 0)
            {
                _changes.Add(revision.Number, changes);
            }
        }
    }
}
