using System.Globalization;

namespace Etcd.Client;

/// <summary>A revision of the whole store: one more with each transaction that writes. Not a key's <see cref="KeyValue.Version"/>.</summary>
/// <param name="Number">0 (the default) stands for "none" or "now", depending on where it is given.</param>
public readonly record struct Revision(long Number) : IComparable<Revision>
{
    /// <summary>The revision after this one.</summary>
    public Revision Next => new(Number + 1);

    /// <summary>Earlier.</summary>
    public static bool operator <(Revision a, Revision b) => a.Number < b.Number;

    /// <summary>Later.</summary>
    public static bool operator >(Revision a, Revision b) => a.Number > b.Number;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(Revision a, Revision b) => a.Number <= b.Number;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(Revision a, Revision b) => a.Number >= b.Number;

    /// <inheritdoc/>
    public int CompareTo(Revision other) => Number.CompareTo(other.Number);

    /// <summary>The number in decimal, as etcdctl prints it.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
