namespace Etcd.Client;

/// <summary>
/// A transaction as plain data: when all compares hold, the Then operations run, else the Else ones. Methods
/// add to what is there and return the same object. A key may be written once only.
/// </summary>
public sealed class Txn
{
    private readonly List<Compare> _compares = [];
    private readonly List<Op> _then = [];
    private readonly List<Op> _else = [];

    /// <summary>A transaction that does nothing yet; without compares it takes the Then branch.</summary>
    public Txn()
    {
    }

    internal bool Writes => _then.Exists(op => op.Writes) || _else.Exists(op => op.Writes);

    /// <summary>Adds compares; all must hold.</summary>
    public Txn If(params ReadOnlySpan<Compare> all)
    {
        _compares.AddRange(all);
        return this;
    }

    /// <summary>Adds operations for when all compares hold.</summary>
    public Txn Then(params ReadOnlySpan<Op> ops)
    {
        _then.AddRange(ops);
        return this;
    }

    /// <summary>Adds operations for when some compare does not hold.</summary>
    public Txn Else(params ReadOnlySpan<Op> ops)
    {
        _else.AddRange(ops);
        return this;
    }

    internal Proto.TxnRequest ToWire()
    {
        var wire = new Proto.TxnRequest();
        wire.Compare.AddRange(_compares.SelectMany(compare => compare.Wire));
        wire.Success.AddRange(_then.Select(op => op.Wire));
        wire.Failure.AddRange(_else.Select(op => op.Wire));
        return wire;
    }

    /// <summary>This transaction with more operations at the end of each branch; this one stays as it is.</summary>
    internal Txn And(ReadOnlySpan<Op> then, ReadOnlySpan<Op> otherwise)
        => new Txn().If([.. _compares]).Then([.. _then, .. then]).Else([.. _else, .. otherwise]);

    internal IReadOnlyList<Op> Branch(bool succeeded) => succeeded ? _then : _else;
}
