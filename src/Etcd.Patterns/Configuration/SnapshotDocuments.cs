using System.Text.Unicode;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>What lists of snapshots need, small.</summary>
/// <param name="Id">Whose creation it was: tells a lost answer's own from another's.</param>
/// <param name="Revision">The revision that it shows.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Count">How many values it holds.</param>
internal sealed record SnapshotHead(Guid Id, long Revision, DateTimeOffset CreatedAt, int Count)
{
    public ConfigSnapshot As(int version) => new(version, new Revision(Revision), CreatedAt, Count);
}

/// <summary>The values of a snapshot, by path: text as text, so that people can read it, and the rest as base64.</summary>
internal sealed class SnapshotBody
{
    public Dictionary<string, string> Values { get; set; } = [];

    public Dictionary<string, byte[]>? Binary { get; set; }

    /// <summary>What a section holds.</summary>
    /// <exception cref="EtcdException">A key is not UTF-8.</exception>
    public static SnapshotBody Of(RangeSnapshot snapshot, Key section)
    {
        var body = new SnapshotBody();
        foreach (var (key, found) in snapshot.Where(each => each.Key.ByteCount > section.ByteCount && each.Key.StartsWith(section)))
        {
            var path = key.Without(section).ToString();
            if (section.Append(path) != key)
            {
                throw ConfigStore.Refused($"The key '{key}' is not UTF-8, and a snapshot holds text keys only; remove it first. Nothing was written.");
            }
            if (Utf8.IsValid(found.Value.Span))
            {
                body.Values[path] = found.Value.ToString();
            }
            else
            {
                (body.Binary ??= [])[path] = found.Value.Span.ToArray();
            }
        }
        return body;
    }

    public IEnumerable<KeyValuePair<string, Value>> All()
        => Values.Select(each => KeyValuePair.Create(each.Key, new Value(each.Value)))
            .Concat((Binary ?? []).Select(each => KeyValuePair.Create(each.Key, new Value(each.Value))));
}
