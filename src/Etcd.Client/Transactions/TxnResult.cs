namespace Etcd.Client;

/// <summary>What a transaction did.</summary>
public sealed class TxnResult
{
    private readonly Txn _txn;
    private readonly Proto.TxnResponse _wire;

    internal TxnResult(Txn txn, Proto.TxnResponse wire, ResponseHeader header)
        => (_txn, _wire, Header) = (txn, wire, header);

    /// <summary>True when all compares held, so that the Then operations ran.</summary>
    public bool Succeeded => _wire.Succeeded;

    /// <summary>Who answered, and when.</summary>
    public ResponseHeader Header { get; }

    /// <summary>The store's revision; a transaction that wrote made it.</summary>
    public Revision Revision => Header.Revision;

    /// <summary>The answer to one of the transaction's operations; pass the very object that you gave it.</summary>
    /// <exception cref="InvalidOperationException">The operation is not in the branch that ran.</exception>
    public T ResultOf<T>(Op<T> op)
    {
        ArgumentNullException.ThrowIfNull(op);
        var branch = _txn.Branch(Succeeded);
        for (var i = 0; i < branch.Count; i++)
        {
            if (ReferenceEquals(branch[i], op))
            {
                return op.Read(_wire.Responses[i], Header);
            }
        }
        throw new InvalidOperationException($"That operation did not run: the {(Succeeded ? "Then" : "Else")} branch ran, and it is not in there.");
    }
}
