using Google.Protobuf;

namespace Etcd.Client;

/// <summary>A set of neighbouring keys in byte order. The default is every key.</summary>
public readonly struct KeyRange : IEquatable<KeyRange>
{
    // etcd's spelling: a range end of one zero byte means "no end"; no key is shorter than one byte.
    private static readonly byte[] Zero = [0];

    private readonly Key _from;
    private readonly Key? _to;

    private KeyRange(Key from, Key? to)
    {
        _from = from;
        _to = to;
    }

    /// <summary>Every key there is.</summary>
    public static KeyRange All => default;

    internal ByteString WireKey => _from.ByteCount == 0 ? ByteString.CopyFrom(Zero) : _from.ToByteString();

    internal ByteString WireEnd
        => _to is not { } to ? ByteString.CopyFrom(Zero) : IsOneKey(to) ? ByteString.Empty : to.ToByteString();

    /// <summary>The same keys.</summary>
    public static bool operator ==(KeyRange left, KeyRange right) => left.Equals(right);

    /// <summary>Not the same keys.</summary>
    public static bool operator !=(KeyRange left, KeyRange right) => !left.Equals(right);

    /// <summary>Every key that starts with <paramref name="prefix"/>; the empty prefix means all keys.</summary>
    public static KeyRange Prefix(Key prefix) => new(prefix, PrefixEnd(prefix));

    /// <summary>From <paramref name="from"/> up to, but without, <paramref name="toExclusive"/>.</summary>
    /// <exception cref="ArgumentException">The end is not after the start. (etcd would read the end "\0" as "everything".)</exception>
    public static KeyRange Between(Key from, Key toExclusive)
        => toExclusive > from && !toExclusive.Memory().Span.SequenceEqual(Zero)
            ? new KeyRange(from, toExclusive)
            : throw new ArgumentException($"A range must end after its start; '{toExclusive}' is not after '{from}'.", nameof(toExclusive));

    /// <summary><paramref name="from"/> and every key after it.</summary>
    public static KeyRange From(Key from) => new(from, to: null);

    /// <summary>Exactly one key.</summary>
    public static KeyRange Single(Key key) => new(key, key.Append(Zero));

    /// <summary>True when <paramref name="key"/> lies in the range.</summary>
    public bool Contains(Key key) => key >= _from && (_to is not { } to || key < to);

    /// <summary>What of the range comes after <paramref name="key"/>.</summary>
    internal KeyRange After(Key key) => new(key.Append(Zero), _to);

    /// <summary>True when some key could lie in both.</summary>
    internal bool Overlaps(KeyRange other) => (_to is not { } to || other._from < to) && (other._to is not { } end || _from < end);

    /// <inheritdoc/>
    public bool Equals(KeyRange other) => _from == other._from && _to == other._to;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_from, _to);

    /// <summary>The range as <c>[from, to)</c>; no end shows as nothing.</summary>
    public override string ToString() => $"[{_from}, {_to?.ToString()})";

    internal static KeyRange FromWire(ByteString key, ByteString end)
    {
        var from = key.Span.SequenceEqual(Zero) ? default : Key.From(key);
        return end.IsEmpty ? Single(Key.From(key))
            : end.Span.SequenceEqual(Zero) ? new KeyRange(from, to: null)
            : new KeyRange(from, Key.From(end));
    }

    // The first key after all that start with the prefix: drop trailing 0xFF, then add one to the last
    // byte. Only 0xFF (or nothing) is left over: there is no such key, the range has no end.
    private static Key? PrefixEnd(Key prefix)
    {
        var end = prefix.ToArray().AsSpan();
        end = end[..(end.LastIndexOfAnyExcept((byte)0xFF) + 1)];
        if (end.IsEmpty)
        {
            return null;
        }
        end[^1]++;
        return new Key(end.ToArray());
    }

    private bool IsOneKey(Key to)
    {
        var end = to.Memory().Span;
        return end.Length == _from.ByteCount + 1 && end[^1] == 0 && to.StartsWith(_from);
    }
}
