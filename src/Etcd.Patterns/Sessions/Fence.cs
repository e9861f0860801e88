using System.Globalization;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A number that grows with every owner: what is written with an older one than a resource has seen comes from somebody who has lost
/// the right. Give <see cref="Token"/> to a database (<c>WHERE fence &lt;= @token</c>) or send it along.
/// </summary>
/// <param name="Cluster">The cluster that counts; fences of two clusters do not compare.</param>
/// <param name="Revision">The revision at which the owner's key was created.</param>
public readonly record struct Fence(ClusterId Cluster, Revision Revision) : IComparable<Fence>
{
    /// <summary>The number alone.</summary>
    public long Token => Revision.Number;

    /// <summary>An earlier owner.</summary>
    /// <exception cref="InvalidOperationException">They are of two clusters.</exception>
    public static bool operator <(Fence a, Fence b) => a.CompareTo(b) < 0;

    /// <summary>A later owner.</summary>
    /// <exception cref="InvalidOperationException">They are of two clusters.</exception>
    public static bool operator >(Fence a, Fence b) => a.CompareTo(b) > 0;

    /// <summary>An earlier owner, or the same.</summary>
    /// <exception cref="InvalidOperationException">They are of two clusters.</exception>
    public static bool operator <=(Fence a, Fence b) => a.CompareTo(b) <= 0;

    /// <summary>A later owner, or the same.</summary>
    /// <exception cref="InvalidOperationException">They are of two clusters.</exception>
    public static bool operator >=(Fence a, Fence b) => a.CompareTo(b) >= 0;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no fence.</exception>
    public static Fence Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Fence(ClusterId.Parse(text[(at + 1)..]), new Revision(number))
            : throw new FormatException($"'{text}' is not a fence, such as 42@cdf818194e3a8c32.");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">They are of two clusters.</exception>
    public int CompareTo(Fence other)
        => Cluster == other.Cluster
            ? Revision.CompareTo(other.Revision)
            : throw new InvalidOperationException($"Fence {this} and fence {other} come from two clusters (a restored backup is another one), so neither is newer.");

    /// <summary><c>revision@cluster</c>.</summary>
    public override string ToString() => $"{Revision}@{Cluster}";
}
