using System.Globalization;
using System.Security.Cryptography;
using Etcd.Client;

namespace Etcd.Testing;

/// <summary>A change of a key, as the truth has it or as a watch told it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Content">What stands for its new value: a short value itself, of a long one length and hash; null: it was deleted.</param>
public sealed record WatchedChange(string Key, string? Content)
{
    private const int Short = 32;

    /// <summary>A write.</summary>
    public static WatchedChange Put(Key key, Value value) => new(key.ToString(), ContentOf(value));

    /// <summary>A delete.</summary>
    public static WatchedChange Delete(Key key) => new(key.ToString(), null);

    /// <summary>What a watch told.</summary>
    public static WatchedChange Of(WatchEvent told) => told.Type == WatchEventType.Delete ? Delete(told.Key) : Put(told.Key, told.Value);

    /// <summary>For a person.</summary>
    public override string ToString() => Content is null ? $"delete {Key}" : $"{Key} = \"{Content}\"";

    private static string ContentOf(Value value)
        => value.Memory.Length <= Short ? value.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"{value.Memory.Length} bytes, {Convert.ToHexStringLower(SHA256.HashData(value.Span)[..8])}");
}
