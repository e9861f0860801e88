using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Reads <c>alerts.receivers</c> and <c>alerts.route</c>.</summary>
/// <param name="reader">Reads one group.</param>
/// <param name="report">Where to tell.</param>
internal sealed class RouteReader(TreeReader reader, ConfigurationReport report)
{
    /// <summary>Reads both of the whole tree into <paramref name="options"/>.</summary>
    public void Read(ConfigNode.Map tree, AlertOptions options)
    {
        if (tree.Find("alerts") is not ConfigNode.Map alerts)
        {
            return;
        }

        options.Receivers =
        [
            .. Items(alerts.Find(SettingTable.Receivers), $"alerts.{SettingTable.Receivers}", "a list of receivers", "write - name: oncall")
                .Select((item, i) => Receiver(item, $"alerts.{SettingTable.Receivers}[{i}]")),
        ];
        options.Route = alerts.Find(SettingTable.Route) is { } root and not ConfigNode.Scalar { IsNull: true } ? Route(root, $"alerts.{SettingTable.Route}") : null;
    }

    private ReceiverOptions Receiver(ConfigNode node, string path)
    {
        ReceiverOptions receiver = new();
        if (Group(node, path, "begin with name:") is { } map)
        {
            reader.Read(map, path + ".", RouteSettings.Receiver, receiver);
        }

        return receiver;
    }

    private RouteOptions Route(ConfigNode node, string path)
    {
        RouteOptions route = new();
        if (Group(node, path, "begin with receiver:") is { } map)
        {
            reader.Read(map with { Entries = [.. map.Entries.Where(e => e.Key != SettingTable.Routes)] }, path + ".", RouteSettings.Route, route);
            route.Routes = [.. Items(map.Find(SettingTable.Routes), $"{path}.{SettingTable.Routes}", "a list of routes", "write - matchers: [severity=critical]").Select((item, i) => Route(item, $"{path}.{SettingTable.Routes}[{i}]"))];
        }

        return route;
    }

    private ConfigNode.Map? Group(ConfigNode node, string path, string advice)
    {
        report.Origins.TryAdd(path, node.Origin);
        if (node is not ConfigNode.Map map)
        {
            report.Add(node.Origin, path, Reading.Wrong("is a group of keys, not a value", advice));
            return null;
        }

        return map;
    }

    private IReadOnlyList<ConfigNode> Items(ConfigNode? node, string path, string what, string advice)
    {
        switch (node)
        {
            case null or ConfigNode.Scalar { IsNull: true }:
                return [];
            case ConfigNode.List list:
                report.Origins.TryAdd(path, list.Origin);
                return list.Items;
            case ConfigNode.Map { Origin.Kind: OriginKind.Environment } numbered:
                return [.. numbered.Entries.Select(e => e.Value)];
            default:
                report.Add(node.Origin, path, Reading.Wrong($"is {what}", advice));
                return [];
        }
    }
}
