using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A value of a configuration: text in etcd, so that people can read and write it with etcdctl. What is written here reads back as the
/// same, whatever the culture: numbers and true/false as .NET writes them, durations as Go does (<c>1m30s</c>). White space around
/// numbers, durations and true/false is ignored. Equal means the same bytes.
/// </summary>
public readonly struct ConfigValue : IEquatable<ConfigValue>
{
    private readonly string? _path;

    internal ConfigValue(Value value, string? path = null) => (Raw, _path) = (value, path);

    internal Value Raw { get; }

    /// <summary>Text, as it is.</summary>
    public static implicit operator ConfigValue(string text) => new(new Value(text));

    /// <summary>A whole number, in decimal digits.</summary>
    public static implicit operator ConfigValue(long number) => new(number);

    /// <summary>A number, in the fewest digits that read back as the same.</summary>
    public static implicit operator ConfigValue(double number) => new(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static implicit operator ConfigValue(bool flag) => new(flag ? "true" : "false");

    /// <summary>A duration, as Go writes it: <c>1m30s</c>, <c>500ms</c>.</summary>
    public static implicit operator ConfigValue(TimeSpan duration) => new(GoDuration.Format(duration));

    /// <summary>The same bytes.</summary>
    public static bool operator ==(ConfigValue left, ConfigValue right) => left.Equals(right);

    /// <summary>Not the same bytes.</summary>
    public static bool operator !=(ConfigValue left, ConfigValue right) => !left.Equals(right);

    /// <summary><paramref name="value"/> as JSON.</summary>
    public static ConfigValue Json<T>(T value, JsonTypeInfo<T> type) => new(Value.Json(value, type));

    /// <summary>The value as a whole number of 32 bits.</summary>
    /// <exception cref="ConfigFormatException">It is none.</exception>
    public int ToInt()
        => int.TryParse(ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a whole number between -2147483648 and 2147483647, such as 5432");

    /// <summary>The value as a whole number of 64 bits.</summary>
    /// <exception cref="ConfigFormatException">It is none.</exception>
    public long ToLong()
        => long.TryParse(ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a whole number of at most 64 bits, such as 5432");

    /// <summary>The value as true (<c>true</c>, <c>t</c>, <c>1</c>) or false (<c>false</c>, <c>f</c>, <c>0</c>), in large or small letters.</summary>
    /// <exception cref="ConfigFormatException">It is neither.</exception>
    public bool ToBool()
        => ToString().AsSpan().Trim() switch
        {
            var text when Is(text, "true") || Is(text, "t") || text is "1" => true,
            var text when Is(text, "false") || Is(text, "f") || text is "0" => false,
            _ => throw Not("true or false"),
        };

    /// <summary>The value as a number, with a decimal point where there is one.</summary>
    /// <exception cref="ConfigFormatException">It is none.</exception>
    public double ToDouble()
        => double.TryParse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a number, such as 0.75");

    /// <summary>The value as a duration in Go's form: numbers with the units <c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c>, such as <c>1m30s</c>, or <c>0</c>. Finer than 100 ns is cut off.</summary>
    /// <exception cref="ConfigFormatException">It is none, or longer than a <see cref="TimeSpan"/> can be.</exception>
    public TimeSpan ToDuration() => GoDuration.Parse(ToString().Trim(), signed: true) ?? throw Not("a duration, such as 1m30s, 30s or 500ms");

    /// <summary>The value read as JSON.</summary>
    /// <exception cref="ConfigFormatException">It is not JSON of this shape, or <c>null</c>.</exception>
    public T ToJson<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            return Raw.ReadJson(type) ?? throw Not($"a {typeof(T).Name} in JSON");
        }
        catch (JsonException e)
        {
            throw Not($"a {typeof(T).Name} in JSON ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>The value as text.</summary>
    public override string ToString() => Raw.ToString();

    /// <inheritdoc/>
    public bool Equals(ConfigValue other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ConfigValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode();

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private ConfigFormatException Not(string expected, Exception? cause = null) => ConfigFormatException.Of(_path, Raw, expected, cause);
}
