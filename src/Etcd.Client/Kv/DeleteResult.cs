namespace Etcd.Client;

/// <summary>What a delete did.</summary>
public readonly record struct DeleteResult
{
    private readonly KeyValue[]? _previous;

    internal DeleteResult(Proto.DeleteRangeResponse wire, ResponseHeader header)
        => (Header, Deleted, _previous) = (header, wire.Deleted, KeyValues.From(wire.PrevKvs));

    /// <summary>Who answered, and when.</summary>
    public ResponseHeader Header { get; }

    /// <summary>The store's revision afterwards; the delete made it only when <see cref="Deleted"/> is not 0.</summary>
    public Revision Revision => Header.Revision;

    /// <summary>How many keys went.</summary>
    public long Deleted { get; }

    /// <summary>What was deleted; empty when that was not asked for.</summary>
    public IReadOnlyList<KeyValue> Previous => _previous ?? [];
}
