using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Reads <c>alerts.maintenance</c>.</summary>
internal static class MaintenanceReader
{
    private const string Root = $"alerts.{SettingTable.Maintenance}";

    /// <summary>The windows of the whole tree; what is wrong is told where it was written.</summary>
    public static IReadOnlyList<MaintenanceWindow> Read(ConfigNode.Map tree, TreeReader reader, ConfigurationReport report)
    {
        List<MaintenanceWindow> windows = [];
        foreach (ConfigNode item in Items((tree.Find("alerts") as ConfigNode.Map)?.Find(SettingTable.Maintenance), report))
        {
            string path = $"{Root}[{windows.Count}]";
            MaintenanceWindow window = new();
            windows.Add(window);
            report.Origins[path] = item.Origin;
            if (item is ConfigNode.Map map)
            {
                reader.Read(map, path + ".", MaintenanceSettings.All, window);
            }
            else
            {
                report.Add(item.Origin, path, Reading.Wrong("is a group of keys, not a value", "begin with name:"));
            }
        }

        string[] unread = [.. report.Problems.Select(told => told.Key)];
        foreach ((string key, string problem) in WindowCheck.Problems(windows))
        {
            // what could not be read at all is told already: what follows from it is no news
            string item = $"{Root}{key[..key.IndexOf('.', StringComparison.Ordinal)]}";
            if (report.Origins.ContainsKey(Root + key) || !Array.Exists(unread, told => told == item || told.StartsWith(item + ".", StringComparison.Ordinal)))
            {
                report.Add(report.Origins.GetValueOrDefault(Root + key) ?? report.Origins[item], Root + key, Reading.Wrong(problem));
            }
        }

        return windows;
    }

    private static IReadOnlyList<ConfigNode> Items(ConfigNode? node, ConfigurationReport report)
    {
        switch (node)
        {
            case null or ConfigNode.Scalar { IsNull: true }:
                return [];
            case ConfigNode.List list:
                return list.Items;
            case ConfigNode.Map { Origin.Kind: OriginKind.Environment } numbered:
                return [.. numbered.Entries.Select(e => e.Value)];
            default:
                report.Add(node.Origin, Root, Reading.Wrong("is a list of windows", "write - name: saturday-patches"));
                return [];
        }
    }
}
