using CompareResult = Etcd.Client.Proto.Compare.Types.CompareResult;

namespace Etcd.Client;

/// <summary>The left side of a compare: etcd knows =, ≠, &lt; and &gt;, and no others.</summary>
public readonly struct Comparand<T>
{
    private readonly Proto.Compare _left;
    private readonly Action<Proto.Compare, T> _setRight;

    internal Comparand(Proto.Compare left, Action<Proto.Compare, T> setRight) => (_left, _setRight) = (left, setRight);

    /// <summary>Holds when both are the same.</summary>
    public static Compare operator ==(Comparand<T> left, T right) => left.To(CompareResult.Equal, right);

    /// <summary>Holds when they differ.</summary>
    public static Compare operator !=(Comparand<T> left, T right) => left.To(CompareResult.NotEqual, right);

    /// <summary>Holds when the key's is smaller.</summary>
    public static Compare operator <(Comparand<T> left, T right) => left.To(CompareResult.Less, right);

    /// <summary>Holds when the key's is larger.</summary>
    public static Compare operator >(Comparand<T> left, T right) => left.To(CompareResult.Greater, right);

    /// <summary>Always false: a comparand is no value, only the start of a compare.</summary>
    public override bool Equals(object? obj) => false;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    private Compare To(CompareResult result, T right)
    {
        var wire = _left.Clone();
        wire.Result = result;
        _setRight(wire, right);
        return new Compare(wire);
    }
}
