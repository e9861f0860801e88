namespace Etcd.Client;

/// <summary>What a transaction did.</summary>
public sealed class TxnResult
{
    private readonly Txn _txn;
    private readonly IReadOnlyList<Proto.ResponseOp?> _answers;

    internal TxnResult(Txn txn, Proto.TxnResponse wire, ResponseHeader header)
        : this(txn, wire.Succeeded, wire.Responses, header)
    {
    }

    /// <summary>An answer that was read back from the history; null stands for what cannot be told.</summary>
    internal TxnResult(Txn txn, bool succeeded, IReadOnlyList<Proto.ResponseOp?> answers, ResponseHeader header)
        => (_txn, Succeeded, _answers, Header) = (txn, succeeded, answers, header);

    /// <summary>True when all compares held, so that the Then operations ran.</summary>
    public bool Succeeded { get; }

    /// <summary>Who answered, and when.</summary>
    public ResponseHeader Header { get; }

    /// <summary>The store's revision; a transaction that wrote made it.</summary>
    public Revision Revision => Header.Revision;

    /// <summary>The answer to one of the transaction's operations; pass the very object that you gave it.</summary>
    /// <exception cref="InvalidOperationException">The operation is not in the branch that ran; or the answer was lost, the transaction's <see cref="TxnOptions.OperationKey"/> says that it ran, and what this operation saw cannot be read back.</exception>
    public T ResultOf<T>(Op<T> op)
    {
        ArgumentNullException.ThrowIfNull(op);
        var branch = _txn.Branch(Succeeded);
        for (var i = 0; i < branch.Count; i++)
        {
            if (ReferenceEquals(branch[i], op))
            {
                return _answers[i] is { } answer
                    ? op.Read(answer, Header)
                    : throw new InvalidOperationException($"The transaction was applied at revision {Revision}, but its answer was lost, and what this operation saw cannot be read back any more.");
            }
        }
        throw new InvalidOperationException($"That operation did not run: the {(Succeeded ? "Then" : "Else")} branch ran, and it is not in there.");
    }
}
