using System.Text.Json;
using System.Text.Json.Serialization;

namespace Etcd.Testing;

/// <summary>What concurrent clients did and saw, an operation a line where it is text: so that a failing history can be kept as a test.</summary>
public sealed class History
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A history of these operations, in any order.</summary>
    public History(IEnumerable<KvOperation> operations) => Operations = [.. operations.OrderBy(operation => operation.Invoked)];

    /// <summary>The operations, by their invocation.</summary>
    public IReadOnlyList<KvOperation> Operations { get; }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="JsonException">A line is no operation.</exception>
    public static History Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonSerializer.Deserialize<KvOperation>(line, Format)!));
    }

    /// <summary>A JSON object a line; what has its default is left out.</summary>
    public string ToText() => string.Concat(Operations.Select(operation => JsonSerializer.Serialize(operation, Format) + '\n'));
}
