using System.Runtime.CompilerServices;
using Etcd.Client.Transport;

namespace Etcd.Client;

public partial class KvClient
{
    /// <summary>Runs a transaction: one branch of it, as a whole, at one revision.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been applied: as a whole or not at all.</exception>
    /// <exception cref="EtcdException">It was not applied.</exception>
    public ValueTask<TxnResult> CommitAsync(Txn txn, CancellationToken cancellationToken = default)
        => CommitAsync(txn, default(TxnOptions), cancellationToken);

    /// <summary>Runs a transaction: one branch of it, as a whole, at one revision.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been applied: as a whole or not at all. With an <see cref="TxnOptions.OperationKey"/> only when etcd stayed away too long to be asked.</exception>
    /// <exception cref="EtcdException">It was not applied; <see cref="EtcdErrorCode.OwnershipLost"/> when <see cref="TxnOptions.Guard"/> does not hold.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<TxnResult> CommitAsync(Txn txn, TxnOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(txn);
        ArgumentOutOfRangeException.ThrowIfNegative(options.OperationNumber);
        if (options is { OperationKey: null, Guard: null })
        {
            return options.Repeatable ? _resolver.RunAsync(_ => RunAsync(txn, cancellationToken), cancellationToken) : RunAsync(txn, cancellationToken);
        }
        var marked = new MarkedTxn(txn, options);
        return marked.IsRepeatable || options.Repeatable
            ? _resolver.RunAsync(_ => marked.CommitAsync(_transport, cancellationToken), cancellationToken)
            : marked.CommitAsync(_transport, cancellationToken);
    }

    /// <summary>Writes a key that does not exist yet; null when it does.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    public ValueTask<PutResult?> TryCreateAsync(Key key, Value value, CancellationToken cancellationToken = default)
        => TryCreateAsync(key, value, default(PutOptions), cancellationToken);

    /// <summary>Writes a key that does not exist yet; null when it does.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<PutResult?> TryCreateAsync(Key key, Value value, PutOptions options, CancellationToken cancellationToken = default)
        => TryAsync(Compare.Missing(key), Op.Put(key, value, options), cancellationToken);

    /// <summary>Writes a key if nobody has since <paramref name="ifModRevision"/>, its <see cref="KeyValue.ModRevision"/> when it was read; null when somebody has, or it is gone.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    public ValueTask<PutResult?> TryUpdateAsync(Key key, Value value, Revision ifModRevision, CancellationToken cancellationToken = default)
        => TryUpdateAsync(key, value, ifModRevision, default(PutOptions), cancellationToken);

    /// <summary>Writes a key if nobody has since <paramref name="ifModRevision"/>, its <see cref="KeyValue.ModRevision"/> when it was read; null when somebody has, or it is gone.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<PutResult?> TryUpdateAsync(Key key, Value value, Revision ifModRevision, PutOptions options, CancellationToken cancellationToken = default)
        => TryAsync(Compare.ModRevision(key) == ifModRevision, Op.Put(key, value, options), cancellationToken);

    /// <summary>Deletes a key if nobody has written it since <paramref name="ifModRevision"/>; null when somebody has, or it is gone.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may be deleted.</exception>
    /// <exception cref="EtcdException">It was not deleted.</exception>
    public ValueTask<DeleteResult?> TryDeleteAsync(Key key, Revision ifModRevision, CancellationToken cancellationToken = default)
        => TryAsync(Compare.ModRevision(key) == ifModRevision, Op.Delete(key), cancellationToken);

    private async ValueTask<T?> TryAsync<T>(Compare condition, Op<T> op, CancellationToken cancellationToken)
        where T : struct
    {
        var result = await RunAsync(new Txn().If(condition).Then(op), cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? result.ResultOf(op) : null;
    }

    private async ValueTask<TxnResult> RunAsync(Txn txn, CancellationToken cancellationToken)
    {
        var method = txn.Writes ? EtcdMethods.Txn : EtcdMethods.ReadOnlyTxn;
        var answer = await _transport.UnaryAsync(method, txn.ToWire(), default, cancellationToken).ConfigureAwait(false);
        return new TxnResult(txn, answer, ResponseHeader.From(answer.Header));
    }
}
