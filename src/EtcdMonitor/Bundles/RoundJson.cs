using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Etcd.Client;

namespace EtcdMonitor.Bundles;

/// <summary>How recordings are written: one line a round. What a probe or a fold learns goes in by itself; a test holds that nothing is lost on the way.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(MemberIdConverter), typeof(ClusterIdConverter)])]
[JsonSerializable(typeof(Opening))]
[JsonSerializable(typeof(RecordedRound))]
[JsonSerializable(typeof(Rules.Thresholds))]
internal sealed partial class RoundJson : JsonSerializerContext;

/// <summary>Ids as etcd's own tools write them, also where they are keys.</summary>
internal sealed class MemberIdConverter : JsonConverter<MemberId>
{
    public override MemberId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Hex.Read(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, MemberId value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Of(value.Number));

    public override MemberId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Hex.Read(reader.GetString()));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, MemberId value, JsonSerializerOptions options) => writer.WritePropertyName(Hex.Of(value.Number));
}

/// <inheritdoc cref="MemberIdConverter"/>
internal sealed class ClusterIdConverter : JsonConverter<ClusterId>
{
    public override ClusterId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Hex.Read(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, ClusterId value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Of(value.Number));
}

/// <summary>64 bits in hex.</summary>
internal static class Hex
{
    public static string Of(ulong number) => number.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The number.</summary>
    /// <exception cref="JsonException">It is no such number.</exception>
    public static ulong Read(string? text) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number) ? number : throw new JsonException($"\"{text}\" is no id");
}
