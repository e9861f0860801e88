namespace Etcd.Client;

/// <summary>An operation of a transaction. Keep it to ask the result for its answer.</summary>
public abstract class Op
{
    private protected Op(Proto.RequestOp wire) => Wire = wire;

    internal Proto.RequestOp Wire { get; }

    internal abstract bool Writes { get; }

    /// <summary>Reads a key; null when there is none.</summary>
    public static Op<KeyValue?> Get(Key key, GetOptions options = default)
        => new(new Proto.RequestOp { RequestRange = KvRequests.Get(key, options) }, writes: false,
            static (answer, _) => answer.ResponseRange.Kvs.Count == 0 ? null : new KeyValue(answer.ResponseRange.Kvs[0]));

    /// <summary>Reads a range.</summary>
    public static Op<RangeResult> GetRange(KeyRange range, RangeOptions options = default)
        => new(new Proto.RequestOp { RequestRange = KvRequests.Range(range, options) }, writes: false,
            static (answer, header) => new RangeResult(answer.ResponseRange, header));

    /// <summary>Writes a key.</summary>
    public static Op<PutResult> Put(Key key, Value value, PutOptions options = default)
        => new(new Proto.RequestOp { RequestPut = KvRequests.Put(key, value, options) }, writes: true,
            static (answer, header) => new PutResult(answer.ResponsePut, header));

    /// <summary>Deletes a key, if it is there.</summary>
    public static Op<DeleteResult> Delete(Key key, DeleteOptions options = default)
        => new(new Proto.RequestOp { RequestDeleteRange = KvRequests.Delete(key, options) }, writes: true,
            static (answer, header) => new DeleteResult(answer.ResponseDeleteRange, header));

    /// <summary>Deletes every key of a range.</summary>
    public static Op<DeleteResult> DeleteRange(KeyRange range, DeleteOptions options = default)
        => new(new Proto.RequestOp { RequestDeleteRange = KvRequests.DeleteRange(range, options) }, writes: true,
            static (answer, header) => new DeleteResult(answer.ResponseDeleteRange, header));

    /// <summary>Runs a transaction within this one, at the same revision.</summary>
    public static Op<TxnResult> Nested(Txn txn)
    {
        ArgumentNullException.ThrowIfNull(txn);
        return new(new Proto.RequestOp { RequestTxn = txn.ToWire() }, txn.Writes,
            (answer, header) => new TxnResult(txn, answer.ResponseTxn, header));
    }
}

/// <summary>An operation that answers with a <typeparamref name="T"/>.</summary>
public sealed class Op<T> : Op
{
    private readonly Func<Proto.ResponseOp, ResponseHeader, T> _read;

    internal Op(Proto.RequestOp wire, bool writes, Func<Proto.ResponseOp, ResponseHeader, T> read)
        : base(wire)
    {
        Writes = writes;
        _read = read;
    }

    internal override bool Writes { get; }

    internal T Read(Proto.ResponseOp answer, ResponseHeader header) => _read(answer, header);
}
