using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Etcd.Client;

/// <summary>Moves messages into a prefix and out of it again: what lies under <c>orders/</c> in etcd is seen without it, and nothing else is seen at all.</summary>
internal sealed class KeySpace(Key prefix)
{
    private static readonly ByteString NoEnd = ByteString.CopyFrom(0);
    private readonly ReadOnlyMemory<byte> _prefix = prefix.ToArray();
    private readonly ByteString _end = KeyRange.Prefix(prefix).WireEnd;

    public Key Prefix { get; } = prefix;

    public KeyRange In(KeyRange range)
    {
        var (key, end) = In(range.WireKey, range.WireEnd);
        return KeyRange.FromWire(key, end);
    }

    public Proto.RangeRequest In(Proto.RangeRequest request)
    {
        var moved = request.Clone();
        (moved.Key, moved.RangeEnd) = In(request.Key, request.RangeEnd);
        return moved;
    }

    public Proto.PutRequest In(Proto.PutRequest request)
    {
        var moved = request.Clone();
        moved.Key = In(NotEmpty(request.Key));
        return moved;
    }

    public Proto.DeleteRangeRequest In(Proto.DeleteRangeRequest request)
    {
        var moved = request.Clone();
        (moved.Key, moved.RangeEnd) = In(request.Key, request.RangeEnd);
        return moved;
    }

    public Proto.TxnRequest In(Proto.TxnRequest request)
    {
        var moved = new Proto.TxnRequest();
        moved.Compare.AddRange(request.Compare.Select(In));
        moved.Success.AddRange(request.Success.Select(In));
        moved.Failure.AddRange(request.Failure.Select(In));
        return moved;
    }

    public void Out(RepeatedField<Proto.KeyValue> keys)
    {
        foreach (var key in keys)
        {
            Out(key);
        }
    }

    public void Out(Proto.KeyValue? key)
    {
        if (key is not null)
        {
            key.Key = UnsafeByteOperations.UnsafeWrap(key.Key.Memory[_prefix.Length..]);
        }
    }

    public void Out(Proto.TxnResponse response)
    {
        foreach (var each in response.Responses)
        {
            Out(each);
        }
    }

    public void Out(RepeatedField<Proto.Event> events)
    {
        foreach (var each in events)
        {
            Out(each.Kv);
            Out(each.PrevKv);
        }
    }

    private void Out(Proto.ResponseOp response)
    {
        switch (response.ResponseCase)
        {
            case Proto.ResponseOp.ResponseOneofCase.ResponseRange:
                Out(response.ResponseRange.Kvs);
                break;
            case Proto.ResponseOp.ResponseOneofCase.ResponsePut:
                Out(response.ResponsePut.PrevKv);
                break;
            case Proto.ResponseOp.ResponseOneofCase.ResponseDeleteRange:
                Out(response.ResponseDeleteRange.PrevKvs);
                break;
            case Proto.ResponseOp.ResponseOneofCase.ResponseTxn:
                Out(response.ResponseTxn);
                break;
        }
    }

    private Proto.Compare In(Proto.Compare compare)
    {
        var moved = compare.Clone();
        (moved.Key, moved.RangeEnd) = In(compare.Key, compare.RangeEnd);
        return moved;
    }

    private Proto.RequestOp In(Proto.RequestOp op) => op.RequestCase switch
    {
        Proto.RequestOp.RequestOneofCase.RequestRange => new Proto.RequestOp { RequestRange = In(op.RequestRange) },
        Proto.RequestOp.RequestOneofCase.RequestPut => new Proto.RequestOp { RequestPut = In(op.RequestPut) },
        Proto.RequestOp.RequestOneofCase.RequestDeleteRange => new Proto.RequestOp { RequestDeleteRange = In(op.RequestDeleteRange) },
        Proto.RequestOp.RequestOneofCase.RequestTxn => new Proto.RequestOp { RequestTxn = In(op.RequestTxn) },
        _ => throw new ArgumentOutOfRangeException(nameof(op), op.RequestCase, "There is no such operation."),
    };

    // An empty end means one key. "No end" ends where the prefix ends; a start of one zero byte is "the first key", so it starts with the prefix.
    private (ByteString Key, ByteString End) In(ByteString key, ByteString end)
        => end.IsEmpty ? (In(NotEmpty(key)), end)
            : (key == NoEnd ? In(ByteString.Empty) : In(key), end == NoEnd ? _end : In(end));

    // etcd refuses it; here it would be the prefix itself
    private static ByteString NotEmpty(ByteString key)
        => key.IsEmpty ? throw new EtcdException("The key is empty: a key has at least one byte.") { Code = EtcdErrorCode.InvalidArgument } : key;

    private ByteString In(ByteString key)
    {
        var moved = new byte[_prefix.Length + key.Length];
        _prefix.CopyTo(moved);
        key.Span.CopyTo(moved.AsSpan(_prefix.Length));
        return UnsafeByteOperations.UnsafeWrap(moved);
    }
}
