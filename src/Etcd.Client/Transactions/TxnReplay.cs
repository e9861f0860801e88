using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>
/// The answer of a transaction whose own answer was lost, read back from the history: what it read and replaced stood at the revision
/// before it, or in itself. What cannot be told exactly is left out, and <see cref="TxnResult.ResultOf{T}"/> says so.
/// </summary>
internal sealed class TxnReplay(Txn txn, bool succeeded, Revision at)
{
    private readonly Proto.RequestOp[] _ops = [.. txn.Branch(succeeded).Select(op => op.Wire)];

    public async ValueTask<TxnResult> ReadAsync(ITransport transport, ResponseHeader header, CancellationToken cancellationToken)
    {
        Proto.ResponseOp?[] answers = await AnswersAsync(transport, cancellationToken).ConfigureAwait(false);
        return new TxnResult(txn, succeeded, answers, header with { Revision = at });
    }

    private async ValueTask<Proto.ResponseOp?[]> AnswersAsync(ITransport transport, CancellationToken cancellationToken)
    {
        var request = new Proto.TxnRequest();
        Proto.RangeRequest?[] reads = [.. _ops.Select((_, index) => Read(index))];
        request.Success.AddRange(reads.OfType<Proto.RangeRequest>().Select(read => new Proto.RequestOp { RequestRange = read }));
        try
        {
            var history = request.Success.Count == 0 ? new Proto.TxnResponse()
                : await transport.UnaryAsync(EtcdMethods.ReadOnlyTxn, request, default, cancellationToken).ConfigureAwait(false);
            var next = 0;
            return [.. _ops.Select((op, index) => Answer(op, reads[index] is null ? null : history.Responses[next++].ResponseRange))];
        }
        catch (EtcdCompactedException)
        {
            return [.. _ops.Select(op => Answer(op, then: null))];
        }
    }

    // What must be read to know the operation's answer; null when nothing must, or nothing can.
    private Proto.RangeRequest? Read(int index)
    {
        var op = _ops[index];
        switch (op.RequestCase)
        {
            case Proto.RequestOp.RequestOneofCase.RequestRange:
                if (op.RequestRange.Revision != 0)
                {
                    return op.RequestRange;
                }
                if (StoodAt(index) is not { } revision)
                {
                    return null;
                }
                var read = op.RequestRange.Clone();
                read.Revision = revision;
                return read;
            case Proto.RequestOp.RequestOneofCase.RequestPut when op.RequestPut.PrevKv:
                return new Proto.RangeRequest { Key = op.RequestPut.Key, Revision = Before };
            case Proto.RequestOp.RequestOneofCase.RequestDeleteRange:
                var delete = op.RequestDeleteRange;
                return new Proto.RangeRequest { Key = delete.Key, RangeEnd = delete.RangeEnd, KeysOnly = !delete.PrevKv, Revision = Before };
            default:
                return null;
        }
    }

    private long Before => at.Number - 1;

    // A read in a transaction sees the writes before it and not those after it.
    private long? StoodAt(int index)
    {
        var range = KeyRange.FromWire(_ops[index].RequestRange.Key, _ops[index].RequestRange.RangeEnd);
        var before = _ops[..index].Any(op => MayWrite(op, range));
        var after = _ops[(index + 1)..].Any(op => MayWrite(op, range));
        return before && after ? null : before ? at.Number : Before;
    }

    private static bool MayWrite(Proto.RequestOp op, KeyRange range) => op.RequestCase switch
    {
        Proto.RequestOp.RequestOneofCase.RequestPut => range.Contains(Key.From(op.RequestPut.Key)),
        Proto.RequestOp.RequestOneofCase.RequestDeleteRange => range.Overlaps(KeyRange.FromWire(op.RequestDeleteRange.Key, op.RequestDeleteRange.RangeEnd)),
        Proto.RequestOp.RequestOneofCase.RequestTxn => true,
        _ => false,
    };

    private static Proto.ResponseOp? Answer(Proto.RequestOp op, Proto.RangeResponse? then) => op.RequestCase switch
    {
        Proto.RequestOp.RequestOneofCase.RequestRange when then is not null => new Proto.ResponseOp { ResponseRange = then },
        Proto.RequestOp.RequestOneofCase.RequestPut when then is not null || !op.RequestPut.PrevKv
            => new Proto.ResponseOp { ResponsePut = new Proto.PutResponse { PrevKv = then is { Kvs.Count: > 0 } ? then.Kvs[0] : null } },
        Proto.RequestOp.RequestOneofCase.RequestDeleteRange when then is not null => new Proto.ResponseOp { ResponseDeleteRange = Deleted(op.RequestDeleteRange, then) },
        _ => null,
    };

    private static Proto.DeleteRangeResponse Deleted(Proto.DeleteRangeRequest request, Proto.RangeResponse then)
    {
        var answer = new Proto.DeleteRangeResponse { Deleted = then.Kvs.Count };
        if (request.PrevKv)
        {
            answer.PrevKvs.AddRange(then.Kvs);
        }
        return answer;
    }
}
