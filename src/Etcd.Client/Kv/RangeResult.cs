using System.Collections;

namespace Etcd.Client;

/// <summary>The keys of a range, all at one revision.</summary>
public sealed class RangeResult : IReadOnlyList<KeyValue>
{
    private readonly KeyValue[] _items;

    internal RangeResult(Proto.RangeResponse wire, ResponseHeader header)
    {
        Header = header;
        TotalCount = wire.Count;
        HasMore = wire.More;
        _items = KeyValues.From(wire.Kvs);
    }

    /// <summary>Who answered, and when.</summary>
    public ResponseHeader Header { get; }

    /// <summary>The store's revision when it answered; to read on at the same one, give it as <see cref="RangeOptions.At"/>.</summary>
    public Revision Revision => Header.Revision;

    /// <summary>How many keys the whole range has, whatever the limit.</summary>
    public long TotalCount { get; }

    /// <summary>True when the limit left some out.</summary>
    public bool HasMore { get; }

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public KeyValue this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<KeyValue> GetEnumerator() => ((IEnumerable<KeyValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

internal static class KeyValues
{
    public static KeyValue[] From(Google.Protobuf.Collections.RepeatedField<Proto.KeyValue> wire)
    {
        if (wire.Count == 0)
        {
            return [];
        }
        var items = new KeyValue[wire.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new KeyValue(wire[i]);
        }
        return items;
    }
}
