using System.Text.Json;
using System.Text.Json.Serialization;

namespace Taskmaster.Plans;

/// <summary>A status in JSON: its word; anything else is an error that names it.</summary>
internal sealed class StatusConverter : JsonConverter<Status>
{
    /// <inheritdoc/>
    public override Status Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return StatusWords.Parse(word) ?? throw new JsonException(word is null ? "a status is a word in quotes" : $"\"{word}\" is no status");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Status value, JsonSerializerOptions options) => writer.WriteStringValue(StatusWords.Of(value));
}
