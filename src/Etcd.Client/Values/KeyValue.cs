namespace Etcd.Client;

/// <summary>A key as it stood at some revision.</summary>
public readonly struct KeyValue : IEquatable<KeyValue>
{
    internal KeyValue(Proto.KeyValue wire)
    {
        Key = Key.From(wire.Key);
        Value = Value.From(wire.Value);
        CreateRevision = new Revision(wire.CreateRevision);
        ModRevision = new Revision(wire.ModRevision);
        Version = wire.Version;
        Lease = new LeaseId(wire.Lease);
    }

    /// <summary>A key of which nothing is left.</summary>
    internal KeyValue(Key key) => Key = key;

    /// <summary>The key.</summary>
    public Key Key { get; }

    /// <summary>Its value; empty when only keys were asked for.</summary>
    public Value Value { get; }

    /// <summary>When the key was created, the last time.</summary>
    public Revision CreateRevision { get; }

    /// <summary>When the key was last written.</summary>
    public Revision ModRevision { get; }

    /// <summary>Writes since creation: 1 after the first, 0 in a delete event.</summary>
    public long Version { get; }

    /// <summary>The lease it lives by, or default for none.</summary>
    public LeaseId Lease { get; }

    /// <summary>The same key with the same content at the same revision.</summary>
    public static bool operator ==(KeyValue left, KeyValue right) => left.Equals(right);

    /// <summary>Not the same.</summary>
    public static bool operator !=(KeyValue left, KeyValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KeyValue other)
        => ModRevision == other.ModRevision && CreateRevision == other.CreateRevision && Version == other.Version
            && Lease == other.Lease && Key == other.Key && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, ModRevision);

    /// <summary><c>key @ revision</c>: no value, since it may be secret.</summary>
    public override string ToString() => $"{Key} @ {ModRevision}";

    internal static KeyValue? FromNullable(Proto.KeyValue? wire) => wire is null ? null : new KeyValue(wire);
}
