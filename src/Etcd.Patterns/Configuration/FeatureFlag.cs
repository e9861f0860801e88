using System.Buffers;
using System.Text;

namespace Etcd.Patterns;

/// <summary>A feature flag: off for all, or on for those it targets, for a share of the others, or for all but those it excludes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Enabled">False: off for everybody, whatever else is said.</param>
/// <param name="Percent">The share of subjects that it is on for, from 0 to 100.</param>
public sealed record FeatureFlag(string Name, bool Enabled, double Percent)
{
    // FNV-1a of 64 bits; http://www.isthe.com/chongo/tech/comp/fnv/
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int StackLimit = 256;

    /// <summary>Subjects that it is on for, whatever the percentage.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Subjects that it is off for, whatever the percentage.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>True when it is on for everybody who is not excluded.</summary>
    public bool IsOnForAll => Enabled && Percent >= 100;

    /// <summary>Whether it is on for a subject, such as a user's id: the same on every node, and once on, a growing percentage never takes it away.</summary>
    public bool IsEnabledFor(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Enabled && !Excluded.Contains(subject) && (Percent >= 100 || Targets.Contains(subject) || PositionOf(Name, subject) < Percent);
    }

    /// <summary>
    /// Where a subject stands between 0 and 100 (exclusive); a flag is on for those below its percentage. For other languages: FNV-1a (64 bits)
    /// of the UTF-8 bytes of the flag's name, a zero byte, and those of the subject; mixed by <c>h ^= h >> 33; h *= 0xff51afd7ed558ccd; h ^= h >> 33;
    /// h *= 0xc4ceb9fe1a85ec53; h ^= h >> 33</c> (MurmurHash3's last step); its upper 53 bits × 100 / 2⁵³.
    /// </summary>
    public static double PositionOf(string flag, string subject)
    {
        ArgumentNullException.ThrowIfNull(flag);
        ArgumentNullException.ThrowIfNull(subject);
        var hash = Add(Add(Offset, flag) * Prime, subject); // FNV-1a of a zero byte is the multiplication alone
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        hash ^= hash >> 33;
        return (hash >> 11) * (100.0 / (1UL << 53));
    }

    private static ulong Add(ulong hash, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        var bytes = rented is null ? stackalloc byte[StackLimit] : rented;
        foreach (var each in bytes[..Encoding.UTF8.GetBytes(text, bytes)])
        {
            hash = (hash ^ each) * Prime;
        }
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return hash;
    }
}
