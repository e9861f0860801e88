using System.Globalization;
using System.Text.Json.Serialization;

namespace Etcd.Testing;

/// <summary>One operation of one client on one key: when it was invoked, when it returned, and what it found.</summary>
public sealed record KvOperation
{
    /// <summary>The return stamp of an operation whose answer never came: it may still take effect when everything else is over.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Who; a client does one thing at a time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Client { get; init; }

    /// <summary>What.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required KvAction Action { get; init; }

    /// <summary>To which key.</summary>
    public required string Key { get; init; }

    /// <summary>What it writes; null for a read or a delete. Values that are unique in the history make the check sharp and quick.</summary>
    public string? Value { get; init; }

    /// <summary>For a compare-and-swap: the value that the key must have; null: not compared.</summary>
    public string? IfValue { get; init; }

    /// <summary>For a compare-and-swap: the mod revision that the key must have, 0 for a key that must be missing; null: not compared.</summary>
    public long? IfRevision { get; init; }

    /// <summary>Logical stamp before it was sent. Stamps of one recorder are all different, and in the order of what happened.</summary>
    public required long Invoked { get; init; }

    /// <summary>Logical stamp after it was answered.</summary>
    public long Returned { get; init; } = Never;

    /// <summary>When it was sent, for people.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What is known of it.</summary>
    public KvOutcome Outcome { get; init; }

    /// <summary>When done: whether it changed the key. False for a read, a delete that found nothing, a compare-and-swap that found something else.</summary>
    public bool Applied { get; init; }

    /// <summary>When done: the store's revision in the answer; of a write that was applied, the revision that it made. 0: not recorded.</summary>
    public long Revision { get; init; }

    /// <summary>What a read, or a compare-and-swap that was not applied, saw; null: no such key.</summary>
    public KvSeen? Seen { get; init; }

    /// <summary>Whether it can tell what the key held.</summary>
    internal bool Sees => Outcome == KvOutcome.Done && (Action == KvAction.Get || (Action == KvAction.CompareAndSwap && !Applied));

    /// <summary>For a person: <c>[12, 17] client 3: put k "v" → revision 40</c>.</summary>
    public override string ToString()
    {
        var returned = Returned == Never ? "never" : Returned.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"[{Invoked}, {returned}] client {Client}: {Request()} → {Answer()}");
    }

    private string Request() => Action switch
    {
        KvAction.Get => $"get {Key}",
        KvAction.Delete => $"delete {Key}",
        KvAction.Put => $"put {Key} \"{Value}\"",
        _ => string.Create(CultureInfo.InvariantCulture, $"swap {Key} to \"{Value}\" if {(IfValue is null ? IfRevision == 0 ? "missing" : $"at mod revision {IfRevision}" : $"\"{IfValue}\"")}"),
    };

    private string Answer() => Outcome switch
    {
        KvOutcome.Unknown => "unknown",
        KvOutcome.NotApplied => "not applied",
        _ when Sees => Seen?.ToString() ?? "no such key",
        _ when !Applied => "nothing to delete",
        _ => string.Create(CultureInfo.InvariantCulture, $"revision {Revision}"),
    };
}
