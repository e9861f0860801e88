using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Etcd.Client;

/// <summary>A range as it stood at one revision, in key order. Immutable.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A snapshot is what it is; that it reads like a dictionary is how it is used.")]
public sealed class RangeSnapshot : IReadOnlyDictionary<Key, KeyValue>
{
    internal static readonly RangeSnapshot Empty = new(default, ImmutableSortedDictionary<Key, KeyValue>.Empty);

    private readonly ImmutableSortedDictionary<Key, KeyValue> _keys;

    private RangeSnapshot(Revision revision, ImmutableSortedDictionary<Key, KeyValue> keys) => (Revision, _keys) = (revision, keys);

    /// <summary>The revision: nothing in the range has changed between its newest key and this.</summary>
    public Revision Revision { get; }

    /// <inheritdoc/>
    public int Count => _keys.Count;

    /// <inheritdoc/>
    public IEnumerable<Key> Keys => _keys.Keys;

    /// <inheritdoc/>
    public IEnumerable<KeyValue> Values => _keys.Values;

    /// <inheritdoc/>
    public KeyValue this[Key key] => _keys[key];

    /// <inheritdoc/>
    public bool ContainsKey(Key key) => _keys.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(Key key, [MaybeNullWhen(false)] out KeyValue value) => _keys.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Key, KeyValue>> GetEnumerator() => _keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static RangeSnapshot Of(Revision revision, IEnumerable<KeyValue> keys)
        => new(revision, keys.Select(each => KeyValuePair.Create(each.Key, each)).ToImmutableSortedDictionary());

    internal RangeSnapshot At(Revision revision) => new(revision, _keys);

    internal RangeSnapshot After(WatchBatch batch)
    {
        var keys = _keys.ToBuilder();
        foreach (var change in batch)
        {
            if (change.Current is { } current)
            {
                keys[change.Key] = current;
            }
            else
            {
                keys.Remove(change.Key);
            }
        }
        return new RangeSnapshot(batch.Revision, keys.ToImmutable());
    }

    /// <summary>What a watch would have shown between <paramref name="before"/> and this, in the order of revisions, but for what came and went in between. Of a key that is gone only this revision can be told.</summary>
    internal IReadOnlyList<WatchEvent> Since(RangeSnapshot before)
        =>
        [
            .. _keys.Values.Where(now => !before._keys.TryGetValue(now.Key, out var old) || old.ModRevision != now.ModRevision).OrderBy(now => now.ModRevision)
                .Select(now => WatchEvent.Written(now, before._keys.TryGetValue(now.Key, out var old) ? old : null)),
            .. before._keys.Values.Where(old => !_keys.ContainsKey(old.Key)).Select(old => WatchEvent.Deleted(old, Revision)),
        ];
}
