using System.Text.Json;

namespace EtcdMonitor.Bundles;

/// <summary>Rounds of one cluster, in the order in which they were asked, with what was known before.</summary>
public sealed class Recording
{
    private readonly IReadOnlyList<byte[]> _lines;

    private Recording(IReadOnlyList<byte[]> lines)
    {
        _lines = lines;
        Opening = Deserialize(lines[0], RoundJson.Default.Opening);
        if (Opening is not { State: not null, Verdict: not null, Endpoints: not null, Zones: not null, Listed.IsDefault: false, Suspected.IsDefault: false })
        {
            throw new InvalidDataException("the recording does not say what was known before it");
        }

        Rounds = [.. lines.Skip(1).Select(line => Deserialize(line, RoundJson.Default.RecordedRound))];
    }

    /// <summary>Name of the cluster.</summary>
    public string Cluster => Opening.State.Name;

    /// <summary>Rounds that were recorded.</summary>
    public int Count => Rounds.Count;

    /// <summary>Begin of the first round; null: there is none.</summary>
    public DateTimeOffset? From => Rounds.Count == 0 ? null : Rounds[0].Rounds[0].StartedAt;

    /// <summary>End of the last round; null: there is none.</summary>
    public DateTimeOffset? To => Rounds.Count == 0 ? null : Rounds[^1].Rounds[^1].EndedAt;

    internal Opening Opening { get; }

    internal IReadOnlyList<RecordedRound> Rounds { get; }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none, or it is damaged.</exception>
    public static Recording Parse(byte[] bytes) =>
        Lines(bytes) is { Count: > 0 } lines ? new(lines) : throw new InvalidDataException("the recording is empty");

    /// <summary>As text: a JSON object a line, what was known before first.</summary>
    public byte[] ToBytes() => [.. _lines.SelectMany(line => line.Append((byte)'\n'))];

    internal static Recording Of(IReadOnlyList<byte[]> lines) => new(lines);

    internal static IReadOnlyList<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        for (int start = 0, end; start < bytes.Length; start = end + 1)
        {
            end = Array.IndexOf(bytes, (byte)'\n', start) is var at and >= 0 ? at : bytes.Length;
            if (end > start)
            {
                lines.Add(bytes[start..end]);
            }
        }

        return lines;
    }

    private static T Deserialize<T>(byte[] line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException("the recording has an empty line");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the recording cannot be read: {e.Message}", e);
        }
    }
}
