using System.Globalization;

namespace Etcd.Client;

/// <summary>A lease's id. The default is "no lease".</summary>
/// <param name="Number">The id as etcd sends it.</param>
public readonly record struct LeaseId(long Number)
{
    /// <summary>Reads the hexadecimal form that etcdctl prints.</summary>
    /// <exception cref="FormatException">It is not hexadecimal.</exception>
    public static LeaseId Parse(string hex) => new(unchecked((long)Hex.Parse(hex)));

    /// <summary>Hexadecimal, as etcdctl prints it.</summary>
    public override string ToString() => Hex.Format(unchecked((ulong)Number));
}

/// <summary>A cluster's id. 64 bits: more than a JavaScript number holds, so hand it on as text.</summary>
/// <param name="Number">The id as etcd sends it.</param>
public readonly record struct ClusterId(ulong Number)
{
    /// <summary>Reads the hexadecimal form that etcdctl prints.</summary>
    /// <exception cref="FormatException">It is not hexadecimal.</exception>
    public static ClusterId Parse(string hex) => new(Hex.Parse(hex));

    /// <summary>Hexadecimal, as etcdctl prints it.</summary>
    public override string ToString() => Hex.Format(Number);
}

/// <summary>A member's id; the default is "no member". 64 bits: more than a JavaScript number holds, so hand it on as text.</summary>
/// <param name="Number">The id as etcd sends it.</param>
public readonly record struct MemberId(ulong Number)
{
    /// <summary>Reads the hexadecimal form that etcdctl prints.</summary>
    /// <exception cref="FormatException">It is not hexadecimal.</exception>
    public static MemberId Parse(string hex) => new(Hex.Parse(hex));

    /// <summary>Hexadecimal, as etcdctl prints it.</summary>
    public override string ToString() => Hex.Format(Number);
}

internal static class Hex
{
    internal static string Format(ulong number) => number.ToString("x", CultureInfo.InvariantCulture);

    internal static ulong Parse(string hex)
        => ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{hex}' is not an id in hexadecimal, as etcdctl prints it.");
}
