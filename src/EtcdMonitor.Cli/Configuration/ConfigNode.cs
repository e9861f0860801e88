namespace EtcdMonitor.Cli.Configuration;

/// <summary>A value of the configuration before anybody knows what it means, with the place it was written at.</summary>
/// <param name="Origin">Where it was written.</param>
internal abstract record ConfigNode(Origin Origin)
{
    /// <summary>One value.</summary>
    /// <param name="Text">As written, <c>${…}</c> not yet replaced.</param>
    /// <param name="IsNull">Written as nothing at all, which leaves the default.</param>
    /// <param name="Origin">Where it was written.</param>
    internal sealed record Scalar(string Text, bool IsNull, Origin Origin) : ConfigNode(Origin);

    /// <summary>Values in order.</summary>
    /// <param name="Items">The values.</param>
    /// <param name="Origin">Where the list begins.</param>
    internal sealed record List(IReadOnlyList<ConfigNode> Items, Origin Origin) : ConfigNode(Origin);

    /// <summary>Values by name.</summary>
    /// <param name="Entries">The values, in the order they were written.</param>
    /// <param name="Origin">Where it begins.</param>
    internal sealed record Map(IReadOnlyList<Entry> Entries, Origin Origin) : ConfigNode(Origin)
    {
        /// <summary>The value of that name; null: not written.</summary>
        public ConfigNode? Find(string key) => Entries.LastOrDefault(e => string.Equals(e.Key, key, StringComparison.Ordinal))?.Value;
    }

    /// <summary>A name and its value.</summary>
    /// <param name="Key">The name.</param>
    /// <param name="KeyOrigin">Where the name stands: an unknown key is reported there.</param>
    /// <param name="Value">The value.</param>
    internal sealed record Entry(string Key, Origin KeyOrigin, ConfigNode Value);
}
