using CompareResult = Etcd.Client.Proto.Compare.Types.CompareResult;

namespace Etcd.Client;

/// <summary>A key's value as the left side of a compare. Values compare as bytes: "90" is after "100".</summary>
public readonly struct ValueComparand
{
    private readonly Key _key;

    internal ValueComparand(Key key) => _key = key;

    /// <summary>Holds when the key has exactly these bytes.</summary>
    public static Compare operator ==(ValueComparand left, Value right) => left.To(CompareResult.Equal, right);

    /// <summary>Holds when the key exists and has other bytes.</summary>
    public static Compare operator !=(ValueComparand left, Value right) => left.To(CompareResult.NotEqual, right);

    /// <summary>Holds when the key's bytes sort before these.</summary>
    public Compare BytesBefore(Value value) => To(CompareResult.Less, value);

    /// <summary>Holds when the key's bytes sort after these.</summary>
    public Compare BytesAfter(Value value) => To(CompareResult.Greater, value);

    /// <summary>Always false: a comparand is no value, only the start of a compare.</summary>
    public override bool Equals(object? obj) => false;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    private Compare To(CompareResult result, Value value)
        => new(new Proto.Compare
        {
            Key = _key.ToByteString(),
            Target = Proto.Compare.Types.CompareTarget.Value,
            Result = result,
            Value = value.ToByteString(),
        });
}
