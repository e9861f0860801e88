using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtcdMonitor.Storage;

/// <summary>How records are written into a column: names in snake_case, enums by name, so that a person can read the file.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="StorageException">The text is not such a record.</exception>
    public static T Read<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new StorageException($"a stored {typeof(T).Name} is empty");
        }
        catch (JsonException e)
        {
            throw new StorageException($"a stored {typeof(T).Name} cannot be read: {e.Message}", e);
        }
    }
}
