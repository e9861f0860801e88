using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;

namespace Etcd.Client;

/// <summary>A value: bytes. Holds what it was made of; do not change a buffer before the call it was given to ends.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public Value(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>These bytes, not copied.</summary>
    public Value(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The bytes; encoded at each call when the value was made of text.</summary>
    public ReadOnlyMemory<byte> Memory => _text is null ? _bytes : Encoding.UTF8.GetBytes(_text);

    /// <summary>The bytes; encoded at each call when the value was made of text.</summary>
    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>True for a value of no bytes, which etcd stores like any other.</summary>
    public bool IsEmpty => _text is null ? _bytes.IsEmpty : _text.Length == 0;

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public static implicit operator Value(string text) => new(text);

    /// <summary>The number's decimal digits.</summary>
    public static implicit operator Value(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>These bytes, not copied.</summary>
    public static implicit operator Value(byte[] bytes) => new(bytes.AsMemory());

    /// <summary>These bytes, not copied.</summary>
    public static implicit operator Value(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>The same bytes.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Not the same bytes.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary><paramref name="value"/> as UTF-8 JSON.</summary>
    public static Value Json<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>The value read as a <typeparamref name="T"/>, such as a number written in decimal digits.</summary>
    /// <exception cref="FormatException">The text is none; the message shows it.</exception>
    public T Parse<T>()
        where T : IUtf8SpanParsable<T>
        => T.TryParse(Span, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new FormatException($"'{this}' is not a {typeof(T).Name}.");

    /// <summary>The value read as JSON.</summary>
    /// <exception cref="JsonException">It is not JSON of this shape.</exception>
    public T? ReadJson<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Span, type);

    /// <summary>The bytes as UTF-8 text; what is not UTF-8 shows as U+FFFD.</summary>
    public override string ToString() => _text ?? Encoding.UTF8.GetString(_bytes.Span);

    /// <inheritdoc/>
    public bool Equals(Value other)
        => (_text is not null && string.Equals(_text, other._text, StringComparison.Ordinal))
            || Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    internal static Value From(ByteString bytes) => new(bytes.Memory);

    internal ByteString ToByteString()
        => _text is null ? UnsafeByteOperations.UnsafeWrap(_bytes) : ByteString.CopyFromUtf8(_text);
}
