using System.Text.Json;

namespace Etcd.Testing;

/// <summary>What a child reports: one JSON object on a line of its output.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Fields">More about it.</param>
public sealed record ChildLine(string Event, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>One of its fields.</summary>
    /// <exception cref="KeyNotFoundException">It has no such field.</exception>
    public string this[string field] => Fields[field];

    /// <summary>As it is written.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>Null: the line is something else, such as an unhandled exception's.</summary>
    internal static ChildLine? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<ChildLine>(line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
