using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A configuration, or a section of it, as it stood at one revision: values that belong together are never mixed. Immutable, in key order.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A view is what it is; that it reads like a dictionary is how it is used.")]
public sealed class ConfigView : IReadOnlyDictionary<string, ConfigValue>
{
    private readonly OrderedDictionary<string, ConfigValue> _values = new(StringComparer.Ordinal);

    internal ConfigView(Revision revision, IEnumerable<KeyValuePair<string, Value>> values)
    {
        Revision = revision;
        foreach (var (path, value) in values)
        {
            _values[path] = new ConfigValue(value, path);
        }
    }

    /// <summary>The revision: what is shown here held then, all of it.</summary>
    public Revision Revision { get; }

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>The paths, within the section that was asked for.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>The values, in the order of their paths.</summary>
    public IEnumerable<ConfigValue> Values => _values.Values;

    /// <summary>The value at a path.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the path.</exception>
    public ConfigValue this[string path]
        => _values.TryGetValue(path, out var value) ? value : throw new KeyNotFoundException($"There is no '{path}' in this view of revision {Revision}.");

    /// <summary>True when there is a value at <paramref name="key"/>.</summary>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>The value at <paramref name="key"/>, if there is one.</summary>
    public bool TryGetValue(string key, out ConfigValue value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ConfigValue>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What of a snapshot lies in a section, by its paths there.</summary>
    internal static ConfigView Of(RangeSnapshot snapshot, Key section)
        => new(snapshot.Revision, snapshot
            .Where(each => each.Key.ByteCount > section.ByteCount && each.Key.StartsWith(section))
            .Select(each => KeyValuePair.Create(each.Key.Without(section).ToString(), each.Value.Value)));

    /// <summary>What is different in <paramref name="after"/>, in the order of the paths.</summary>
    internal IReadOnlyList<ConfigChange> To(ConfigView after)
        =>
        [
            .. Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(path => new ConfigChange(path, Find(path), after.Find(path), after.Revision, IsInitial: false))
                .Where(change => change.Old != change.New),
        ];

    private ConfigValue? Find(string path) => TryGetValue(path, out var value) ? value : default(ConfigValue?);
}
