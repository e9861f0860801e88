using System.Text.RegularExpressions;
using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Reads <c>etcd</c> or <c>clusters</c>, with flags and environment over it.</summary>
/// <param name="reader">Reads one group.</param>
/// <param name="report">Where to tell.</param>
internal sealed partial class ClusterReader(TreeReader reader, ConfigurationReport report)
{
    private static readonly SettingOf<ClusterOptions>[] InList = [.. ClusterSettings.Identity, .. ClusterSettings.All];

    /// <summary>
    /// The clusters. Endpoints from a flag or the environment stand for one cluster, named <paramref name="name"/> if given, and hide those of the file;
    /// other settings from there go into each cluster.
    /// </summary>
    public IReadOnlyList<ClusterOptions> Read(ConfigNode.Map? file, ConfigNode.Map? above, string? name)
    {
        ConfigNode? single = file?.Find(SettingTable.Etcd);
        ConfigNode? many = Overlay.Merge(file?.Find(SettingTable.Clusters), above?.Find(SettingTable.Clusters));
        ConfigNode.Map? over = above?.Find(SettingTable.Etcd) as ConfigNode.Map;
        if (single is not null && many is not null)
        {
            report.Add(many.Origin, SettingTable.Clusters, Reading.Wrong("etcd is given too", "keep one of the two"));
            return [];
        }

        bool asked = over?.Find("endpoints") is not null;
        if (many is null || asked)
        {
            if (many is not null)
            {
                report.Warnings.Add($"{over!.Find("endpoints")!.Origin.Name} hides clusters of {many.Origin.Name}: only those endpoints are watched");
                single = null;
            }

            return [One(Overlay.Merge(single, over), "etcd.", ClusterSettings.All, asked ? name ?? "default" : "default")];
        }

        return Many(Items(many), over);
    }

    private List<ClusterOptions> Many(IReadOnlyList<ConfigNode> items, ConfigNode.Map? over)
    {
        List<ClusterOptions> clusters = [];
        for (int i = 0; i < items.Count; i++)
        {
            ClusterOptions cluster = One(Overlay.Merge(items[i], over), $"clusters[{i}].", InList, "");
            clusters.Add(cluster);
            CheckName(cluster.Name, clusters.Take(i), items[i].Origin, $"clusters[{i}].name");
        }

        return clusters;
    }

    private ClusterOptions One(ConfigNode? node, string root, IReadOnlyList<SettingOf<ClusterOptions>> settings, string name)
    {
        ClusterOptions cluster = new() { Name = name };
        if (node is ConfigNode.Map map)
        {
            ConfigNode? members = map.Find(SettingTable.Members);
            reader.Read(map with { Entries = [.. map.Entries.Where(e => e.Key != SettingTable.Members)] }, root, settings, cluster);
            cluster.Members = MemberReader.Read(members, root, cluster, reader, report);
        }
        else if (node is not null and not ConfigNode.Scalar { IsNull: true })
        {
            report.Add(node.Origin, root.TrimEnd('.'), Reading.Wrong("is a group of keys, not a value", "begin with endpoints:"));
        }

        CrossChecks.Cluster(cluster, root, report);
        report.Clusters.Add((root, cluster));
        return cluster;
    }

    private IReadOnlyList<ConfigNode> Items(ConfigNode many)
    {
        switch (many)
        {
            case ConfigNode.List { Items.Count: > 0 } list:
                return list.Items;
            case ConfigNode.Map { Origin.Kind: OriginKind.Environment } numbered:
                return [.. numbered.Entries.Select(e => e.Value)];
            default:
                report.Add(many.Origin, SettingTable.Clusters, Reading.Wrong("is a list of clusters", "write - name: prod"));
                return [];
        }
    }

    private void CheckName(string name, IEnumerable<ClusterOptions> before, Origin origin, string path)
    {
        origin = report.Origins.GetValueOrDefault(path, origin);
        if (name.Length == 0)
        {
            report.Add(origin, path, Reading.Wrong("is missing", "give each cluster a name"));
        }
        else if (!ValidName().IsMatch(name))
        {
            report.Add(origin, path, Reading.Wrong($"\"{name}\" is no name", "use letters, digits, - _ and ."));
        }
        else if (before.Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
        {
            report.Add(origin, path, Reading.Wrong($"{name} is the name of a cluster above", "give each its own"));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();
}
