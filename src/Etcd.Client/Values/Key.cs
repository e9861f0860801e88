using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;

namespace Etcd.Client;

/// <summary>A key: bytes, ordered and compared as bytes, as etcd does. Holds what it was made of; do not change a buffer before the call it was given to ends.</summary>
public readonly struct Key : IEquatable<Key>, IComparable<Key>
{
    private const int StackLimit = 256;
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public Key(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>These bytes, not copied.</summary>
    public Key(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Length in bytes, not in characters. etcd refuses a key of 0 bytes.</summary>
    public int ByteCount => _text is null ? _bytes.Length : Encoding.UTF8.GetByteCount(_text);

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public static implicit operator Key(string text) => new(text);

    /// <summary>These bytes, not copied.</summary>
    public static implicit operator Key(byte[] bytes) => new(bytes.AsMemory());

    /// <summary>These bytes, not copied.</summary>
    public static implicit operator Key(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>The same bytes.</summary>
    public static bool operator ==(Key left, Key right) => left.Equals(right);

    /// <summary>Not the same bytes.</summary>
    public static bool operator !=(Key left, Key right) => !left.Equals(right);

    /// <summary>Before, in byte order.</summary>
    public static bool operator <(Key left, Key right) => left.CompareTo(right) < 0;

    /// <summary>After, in byte order.</summary>
    public static bool operator >(Key left, Key right) => left.CompareTo(right) > 0;

    /// <summary>Before or the same, in byte order.</summary>
    public static bool operator <=(Key left, Key right) => left.CompareTo(right) <= 0;

    /// <summary>After or the same, in byte order.</summary>
    public static bool operator >=(Key left, Key right) => left.CompareTo(right) >= 0;

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => _text is null ? _bytes.ToArray() : Encoding.UTF8.GetBytes(_text);

    /// <summary>The bytes as UTF-8 text; what is not UTF-8 shows as U+FFFD.</summary>
    public override string ToString() => _text ?? Encoding.UTF8.GetString(_bytes.Span);

    /// <summary>This key's bytes followed by <paramref name="suffix"/>'s.</summary>
    public Key Append(Key suffix)
    {
        if (_text is not null && suffix._text is not null)
        {
            return new Key(_text + suffix._text);
        }
        var joined = new byte[ByteCount + suffix.ByteCount];
        suffix.CopyTo(joined.AsSpan(CopyTo(joined)));
        return new Key(joined);
    }

    /// <summary>True when the first bytes are <paramref name="prefix"/>'s.</summary>
    public bool StartsWith(Key prefix)
        => Bytes(stackalloc byte[StackLimit]).StartsWith(prefix.Bytes(stackalloc byte[StackLimit]));

    /// <summary>What follows <paramref name="prefix"/>.</summary>
    /// <exception cref="ArgumentException">The key does not start with it.</exception>
    public Key Without(Key prefix)
        => StartsWith(prefix)
            ? new Key(Memory()[prefix.ByteCount..])
            : throw new ArgumentException($"The key '{this}' does not start with '{prefix}'.", nameof(prefix));

    /// <inheritdoc/>
    public int CompareTo(Key other)
        => Bytes(stackalloc byte[StackLimit]).SequenceCompareTo(other.Bytes(stackalloc byte[StackLimit]));

    /// <inheritdoc/>
    public bool Equals(Key other)
        => (_text is not null && string.Equals(_text, other._text, StringComparison.Ordinal))
            || Bytes(stackalloc byte[StackLimit]).SequenceEqual(other.Bytes(stackalloc byte[StackLimit]));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Key other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes(stackalloc byte[StackLimit]));
        return hash.ToHashCode();
    }

    internal static Key From(ByteString bytes) => new(bytes.Memory);

    internal ByteString ToByteString()
        => _text is null ? UnsafeByteOperations.UnsafeWrap(_bytes) : ByteString.CopyFromUtf8(_text);

    internal ReadOnlyMemory<byte> Memory() => _text is null ? _bytes : Encoding.UTF8.GetBytes(_text);

    private int CopyTo(Span<byte> destination)
    {
        var bytes = Bytes(destination);
        if (_text is null)
        {
            bytes.CopyTo(destination);
        }
        return bytes.Length;
    }

    // Encodes into the scratch space when the text fits, so that comparing allocates nothing.
    private ReadOnlySpan<byte> Bytes(Span<byte> scratch)
    {
        if (_text is null)
        {
            return _bytes.Span;
        }
        return Encoding.UTF8.TryGetBytes(_text, scratch, out var written)
            ? scratch[..written]
            : Encoding.UTF8.GetBytes(_text);
    }
}
