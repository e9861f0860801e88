namespace Etcd.Client;

/// <summary>A change of one key.</summary>
public readonly record struct WatchEvent
{
    private readonly KeyValue _keyValue;

    internal WatchEvent(Proto.Event wire)
    {
        _keyValue = new KeyValue(wire.Kv);
        Previous = KeyValue.FromNullable(wire.PrevKv);
        Type = wire.Type == Proto.Event.Types.EventType.Delete ? WatchEventType.Delete
            : wire.Kv.CreateRevision == wire.Kv.ModRevision ? WatchEventType.Create
            : WatchEventType.Update;
    }

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
    public Revision Revision => _keyValue.ModRevision;
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
