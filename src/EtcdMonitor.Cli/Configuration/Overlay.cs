namespace EtcdMonitor.Cli.Configuration;

/// <summary>Lays one tree of values over another.</summary>
internal static class Overlay
{
    /// <summary>Groups are merged key by key, anything else of <paramref name="above"/> hides what is below it.</summary>
    public static ConfigNode? Merge(ConfigNode? below, ConfigNode? above)
    {
        if (above is null || below is null)
        {
            return above ?? below;
        }

        return (below, above) switch
        {
            (ConfigNode.Map low, ConfigNode.Map high) => Merge(low, high),
            (ConfigNode.List low, ConfigNode.Map high) => MergeItems(low, high),
            _ => above with { Origin = above.Origin with { Hides = above.Origin.Hides ?? below.Origin } },
        };
    }

    /// <summary>A tree of one value under a dotted path.</summary>
    public static ConfigNode.Map At(string path, ConfigNode value)
    {
        string[] names = path.Split('.');
        ConfigNode node = value;
        foreach (string name in names.Reverse())
        {
            node = new ConfigNode.Map([new ConfigNode.Entry(name, value.Origin, node)], value.Origin);
        }

        return (ConfigNode.Map)node;
    }

    private static ConfigNode.Map Merge(ConfigNode.Map low, ConfigNode.Map high)
    {
        List<ConfigNode.Entry> entries = [.. low.Entries.Select(e => high.Find(e.Key) is { } above ? e with { Value = Merge(e.Value, above)! } : e)];
        entries.AddRange(high.Entries.Where(e => low.Find(e.Key) is null));
        return new ConfigNode.Map(entries, low.Origin);
    }

    /// <summary>The environment writes items of a list as keys 0, 1, 2.</summary>
    private static ConfigNode.List MergeItems(ConfigNode.List low, ConfigNode.Map high)
    {
        List<ConfigNode> items = [.. low.Items];
        foreach (ConfigNode.Entry entry in high.Entries.OrderBy(e => e.Key.Length).ThenBy(e => e.Key, StringComparer.Ordinal))
        {
            if (int.TryParse(entry.Key, System.Globalization.CultureInfo.InvariantCulture, out int index) && index >= 0 && index < items.Count)
            {
                items[index] = Merge(items[index], entry.Value)!;
            }
            else
            {
                items.Add(entry.Value);
            }
        }

        return new ConfigNode.List(items, low.Origin);
    }
}
