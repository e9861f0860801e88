using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Where a pattern keeps its keys.</summary>
internal static class Prefixes
{
    /// <summary>What follows a pattern's prefix where its owners' transactions leave their marks.</summary>
    public const string Marks = ".marks/";

    /// <summary>The prefix and a slash, whether or not it ends with one, as Go's client does: <c>q</c> never sees <c>q2</c>.</summary>
    public static Key WithSlash(Key prefix)
        => prefix.ByteCount > 0 ? prefix.Append("/") : throw new ArgumentException("The prefix is empty; every pattern needs a place of its own.", nameof(prefix));

    /// <summary>A place beside a prefix that ends with a slash: <c>q/</c> and <c>.marks/</c> are <c>q.marks/</c>.</summary>
    public static Key Beside(Key prefix, Key suffix) => new Key(prefix.ToArray().AsMemory()[..^1]).Append(suffix);
}
