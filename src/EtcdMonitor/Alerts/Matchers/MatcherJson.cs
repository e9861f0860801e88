using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtcdMonitor.Alerts.Matchers;

/// <summary>A matcher as the text that people write.</summary>
internal sealed class MatcherJson : JsonConverter<Matcher>
{
    public override Matcher Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Matcher.TryParse(reader.GetString() ?? "", out Matcher? matcher, out string? error) ? matcher! : throw new JsonException(error);

    public override void Write(Utf8JsonWriter writer, Matcher value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
