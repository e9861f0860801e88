namespace Etcd.Client;

/// <summary>What a put did.</summary>
public readonly record struct PutResult
{
    internal PutResult(Proto.PutResponse wire, ResponseHeader header)
        => (Header, Previous) = (header, KeyValue.FromNullable(wire.PrevKv));

    /// <summary>Who answered, and when.</summary>
    public ResponseHeader Header { get; }

    /// <summary>The revision that the put made.</summary>
    public Revision Revision => Header.Revision;

    /// <summary>What the key held before; null when that was not asked for, or nothing.</summary>
    public KeyValue? Previous { get; }
}
