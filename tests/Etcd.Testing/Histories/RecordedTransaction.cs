using System.Globalization;

namespace Etcd.Testing;

/// <summary>One transaction of one client on many keys: what it read, what it wrote, when.</summary>
public sealed record RecordedTransaction
{
    /// <summary>Its name, unique in the history.</summary>
    public required string Name { get; init; }

    /// <summary>Logical stamp before it was sent, of <see cref="HistoryRecorder.Stamp"/>.</summary>
    public required long Invoked { get; init; }

    /// <summary>Logical stamp after it was answered.</summary>
    public long Returned { get; init; } = KvOperation.Never;

    /// <summary>What its client knows of it.</summary>
    public KvOutcome Outcome { get; init; }

    /// <summary>The revision that it made, or, if it wrote nothing, that it read at. 0: not known, or never applied.</summary>
    public long Revision { get; init; }

    /// <summary>Key and value read; null: there was no such key.</summary>
    public IReadOnlyDictionary<string, string?> Reads { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Key and value written; a value is written to a key only once in a history.</summary>
    public IReadOnlyDictionary<string, string> Writes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For a person.</summary>
    public override string ToString()
    {
        var returned = Returned == KvOperation.Never ? "never" : Returned.ToString(CultureInfo.InvariantCulture);
        var reads = string.Join(", ", Reads.Select(read => $"{read.Key} = {(read.Value is null ? "nothing" : $"\"{read.Value}\"")}"));
        var writes = string.Join(", ", Writes.Select(write => $"{write.Key} := \"{write.Value}\""));
        return string.Create(CultureInfo.InvariantCulture, $"[{Invoked}, {returned}] {Name} at revision {Revision}, {Outcome}: reads {reads}; writes {writes}");
    }
}
