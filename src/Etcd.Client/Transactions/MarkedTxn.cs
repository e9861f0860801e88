using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>
/// A transaction under a guard that leaves a mark of itself: <c>if guard and not marked: the transaction, and the mark of the branch that ran;
/// else: the mark</c>. Whoever sends it again gets the outcome of the first run. The mark's version counts the operations that share it.
/// </summary>
internal sealed class MarkedTxn
{
    private const string Then = "then";
    private const string Else = "else";

    private readonly Op<KeyValue?>? _mark;
    private readonly Op<TxnResult> _run;
    private readonly Txn _txn;
    private readonly Txn _marked = new();
    private readonly long _number;

    public MarkedTxn(Txn txn, TxnOptions options)
    {
        (_txn, _run) = (txn, Op.Nested(txn));
        _number = Math.Max(1, options.OperationNumber);
        if (options.Guard is { } guard)
        {
            _marked.If(guard);
        }
        if (options.OperationKey is { } key)
        {
            var put = new PutOptions { Lease = options.OperationLease };
            _run = Op.Nested(txn.And([Op.Put(key, Then, put)], [Op.Put(key, Else, put)]));
            _mark = Op.Get(key);
            _marked.If(Compare.Version(key) == _number - 1).Else(_mark);
        }
        _marked.Then(_run);
    }

    /// <summary>True when it may be sent again.</summary>
    public bool IsRepeatable => _mark is not null;

    public async ValueTask<TxnResult> CommitAsync(ITransport transport, CancellationToken cancellationToken)
    {
        var method = _marked.Writes ? EtcdMethods.Txn : EtcdMethods.ReadOnlyTxn;
        var answer = await transport.UnaryAsync(method, _marked.ToWire(), default, cancellationToken).ConfigureAwait(false);
        var header = ResponseHeader.From(answer.Header);
        if (answer.Succeeded)
        {
            return new TxnResult(_txn, answer.Responses[0].ResponseTxn, header);
        }
        var mark = _mark is null ? null : new TxnResult(_marked, answer, header).ResultOf(_mark);
        return mark switch
        {
            { } applied when applied.Version == _number
                => await new TxnReplay(_txn, applied.Value.ToString() == Then, applied.ModRevision).ReadAsync(transport, header, cancellationToken).ConfigureAwait(false),
            { } later when later.Version > _number
                => throw Refused($"Operation {_number} of the series comes too late: number {later.Version} was applied before it."),
            _ => throw Refused("The guard does not hold any more; nothing was written."),
        };
    }

    private static EtcdException Refused(string message) => new(message) { Code = EtcdErrorCode.OwnershipLost, Method = EtcdMethods.Txn.Name };
}
