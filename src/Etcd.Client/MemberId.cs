using System.Globalization;

namespace Etcd.Client;

/// <summary>Id of a member; prints as etcdctl prints it, in hex.</summary>
/// <param name="Number">The id as it is on the wire.</param>
public readonly record struct MemberId(ulong Number)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no hex number of at most 64 bits.</exception>
    public static MemberId Parse(string hex) => new(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>Hex without leading zeros.</summary>
    public override string ToString() => Number.ToString("x", CultureInfo.InvariantCulture);
}
