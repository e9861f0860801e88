namespace Etcd.Client;

/// <summary>A change of one key.</summary>
public readonly record struct WatchEvent
{
    private readonly KeyValue _keyValue;

    internal WatchEvent(Proto.Event wire)
    {
        _keyValue = new KeyValue(wire.Kv);
        Revision = _keyValue.ModRevision;
        Previous = KeyValue.FromNullable(wire.PrevKv);
        Type = wire.Type == Proto.Event.Types.EventType.Delete ? WatchEventType.Delete
            : wire.Kv.CreateRevision == wire.Kv.ModRevision ? WatchEventType.Create
            : WatchEventType.Update;
    }

    private WatchEvent(WatchEventType type, KeyValue keyValue, KeyValue? previous, Revision revision)
        => (Type, _keyValue, Previous, Revision) = (type, keyValue, previous, revision);

    /// <summary>What happened.</summary>
    public WatchEventType Type { get; }

    /// <summary>To which key.</summary>
    public Key Key => _keyValue.Key;

    /// <summary>Its value now; empty after a delete.</summary>
    public Value Value => _keyValue.Value;

    /// <summary>The key as it is now; null after a delete.</summary>
    public KeyValue? Current => Type == WatchEventType.Delete ? null : _keyValue;

    /// <summary>The key as it was; null when that was not asked for, is compacted, or there was none.</summary>
    public KeyValue? Previous { get; }

    /// <summary>The revision at which it happened.</summary>
    public Revision Revision { get; }

    /// <summary>A key that is found written; of how it came about only that is known.</summary>
    internal static WatchEvent Written(KeyValue now, KeyValue? before)
        => new(before?.CreateRevision == now.CreateRevision ? WatchEventType.Update : WatchEventType.Create, now, before, now.ModRevision);

    /// <summary>A key that is found gone, by <paramref name="at"/> at the latest.</summary>
    internal static WatchEvent Deleted(KeyValue before, Revision at)
        => new(WatchEventType.Delete, new KeyValue(before.Key), before, at);
}

/// <summary>What happened to a key.</summary>
public enum WatchEventType
{
    /// <summary>It was not there before.</summary>
    Create,

    /// <summary>It was written again.</summary>
    Update,

    /// <summary>It went: deleted, or its lease ended.</summary>
    Delete,
}
