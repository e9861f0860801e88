using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtcdMonitor;

/// <summary>A value that prints as <c>***</c>, in text and in JSON, wherever it ends up by accident.</summary>
[JsonConverter(typeof(HiddenConverter))]
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _value;

    /// <summary>Hides <paramref name="value"/>.</summary>
    public Secret(string value) => _value = value;

    /// <summary>The hidden text, for the one place that sends it.</summary>
    public string Reveal() => _value;

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    private sealed class HiddenConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }
}
