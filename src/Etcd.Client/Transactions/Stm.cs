namespace Etcd.Client;

/// <summary>
/// The reads and writes of one run of a transaction's body. Reads go to etcd at once and see the body's own writes; writes
/// wait for the commit. Use it only inside the body, from one task at a time.
/// </summary>
public sealed class Stm
{
    private readonly KvClient _client;
    private readonly StmIsolation _isolation;
    private readonly Dictionary<Key, KeyValue?> _reads = [];
    private readonly List<(KeyRange Range, Revision At, RangeResult Found)> _ranges = [];
    private readonly SortedDictionary<Key, StmWrite> _writes = [];
    private Revision _snapshot;

    internal Stm(KvClient client, StmIsolation isolation) => (_client, _isolation) = (client, isolation);

    internal bool HasWrites => _writes.Count > 0;

    /// <summary>True when the reads alone are one consistent picture already, so that without writes there is nothing to commit.</summary>
    internal bool ReadsOneRevision => _isolation is StmIsolation.SerializableSnapshot or StmIsolation.Serializable;

    internal int Compares => Conflicts().Count();

    internal int Writes => _writes.Count;

    /// <summary>The key's value; null when there is no such key.</summary>
    /// <exception cref="EtcdException">The read failed; let it pass, the transaction deals with it.</exception>
    public async ValueTask<Value?> GetAsync(Key key, CancellationToken cancellationToken = default)
    {
        if (_writes.TryGetValue(key, out var own))
        {
            return own.Value;
        }
        if (_isolation == StmIsolation.ReadCommitted || !_reads.TryGetValue(key, out var known))
        {
            var found = await ReadAsync(KeyRange.Single(key), cancellationToken).ConfigureAwait(false);
            known = _reads[key] = found.Count == 0 ? null : found[0];
        }
        return known?.Value;
    }

    /// <summary>The keys of a range. The commit fails if any key in it was written, created or deleted since.</summary>
    /// <exception cref="EtcdException">The read failed; let it pass, the transaction deals with it.</exception>
    public async ValueTask<IReadOnlyList<KeyValuePair<Key, Value>>> GetRangeAsync(KeyRange range, CancellationToken cancellationToken = default)
    {
        var found = await ReadAsync(range, cancellationToken).ConfigureAwait(false);
        _ranges.Add((range, _snapshot == default ? found.Revision : _snapshot, found));
        SortedDictionary<Key, Value> merged = [];
        foreach (var item in found)
        {
            merged[item.Key] = item.Value;
        }
        foreach (var (key, write) in _writes.Where(write => range.Contains(write.Key)))
        {
            if (write.Value is { } value)
            {
                merged[key] = value;
            }
            else
            {
                merged.Remove(key);
            }
        }
        return [.. merged];
    }

    /// <summary>Writes a key, at the commit. The last write to a key counts.</summary>
    public void Put(Key key, Value value, PutOptions options = default) => _writes[key] = new StmWrite(value, options);

    /// <summary>Deletes a key, at the commit.</summary>
    public void Delete(Key key) => _writes[key] = new StmWrite(Value: null, default);

    internal IEnumerable<Op> Ops() => _writes.Select(write => write.Value.Value is { } value
        ? (Op)Op.Put(write.Key, value, write.Value.Options)
        : Op.Delete(write.Key));

    /// <summary>What must still hold for the commit.</summary>
    internal IEnumerable<Compare> Conflicts()
    {
        if (_isolation == StmIsolation.ReadCommitted)
        {
            return [];
        }
        var reads = _reads.Select(read => Compare.ModRevision(read.Key) == (read.Value?.ModRevision ?? default));
        // a range is unchanged when no key in it is newer, and none of those that were there is gone
        var ranges = _ranges.SelectMany(read => read.Found
            .Select(item => Compare.ModRevision(item.Key) == item.ModRevision)
            .Prepend(Compare.ModRevision(read.Range) < read.At.Next));
        var writes = _isolation == StmIsolation.SerializableSnapshot && _snapshot != default
            ? _writes.Keys.Where(key => !_reads.ContainsKey(key)).Select(key => Compare.ModRevision(key) < _snapshot.Next)
            : [];
        return [.. reads, .. ranges, .. writes];
    }

    private async ValueTask<RangeResult> ReadAsync(KeyRange range, CancellationToken cancellationToken)
    {
        var found = await _client.GetRangeAsync(range, new RangeOptions { At = _snapshot }, cancellationToken).ConfigureAwait(false);
        if (ReadsOneRevision && _snapshot == default)
        {
            _snapshot = found.Revision;
        }
        return found;
    }
}

/// <summary>A write that waits for the commit.</summary>
/// <param name="Value">Null: delete.</param>
/// <param name="Options">How to write.</param>
internal readonly record struct StmWrite(Value? Value, PutOptions Options);
