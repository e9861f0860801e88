using System.Text.Json.Nodes;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration.Printing;

/// <summary>Turns options back into what one would have written to get them.</summary>
internal sealed class SettingsPrinter
{
    private readonly ConfigurationReport _report;
    private readonly bool _effective;
    private readonly JsonObject _tree = [];
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    private SettingsPrinter(ConfigurationReport report, bool effective) => (_report, _effective) = (report, effective);

    /// <summary>What was set; with <paramref name="effective"/> all that holds, defaults too.</summary>
    public static PrintedSettings Print(LoadedConfiguration loaded, bool effective)
    {
        SettingsPrinter printer = new(loaded.Report, effective);
        printer.Clusters(loaded.Options.Monitor.Clusters);
        printer.Add(ServiceSettings.All, loaded.Options, "", printer._tree, "");
        printer.Alerts(loaded.Options.Monitor.Alerts);
        return new PrintedSettings(printer._tree, printer._origins);
    }

    private void Clusters(IReadOnlyList<ClusterOptions> clusters)
    {
        (string Root, ClusterOptions Cluster)[] read = [.. _report.Clusters.Where(c => clusters.Any(o => ReferenceEquals(o, c.Cluster)))];
        if (read is [("etcd.", { Name: "default" } single)])
        {
            JsonObject group = [];
            Add(ClusterSettings.All, single, "etcd.", group, "etcd.");
            Members(single, "etcd.", group, "etcd.");
            if (group.Count > 0)
            {
                _tree[SettingTable.Etcd] = group;
            }

            return;
        }

        JsonArray items = [];
        foreach ((string root, ClusterOptions cluster) in read)
        {
            string path = $"clusters[{items.Count}].";
            JsonObject item = new() { ["name"] = cluster.Name };
            _origins[path + "name"] = _report.Origins.TryGetValue(root + "name", out Origin? origin) ? origin.ToString() : "--cluster or ETCD_MONITOR_CLUSTER";
            Add([.. ClusterSettings.Identity.Where(s => s.Key != "name"), .. ClusterSettings.All], cluster, root, item, path);
            Members(cluster, root, item, path);
            items.Add((JsonNode)item);
        }

        _tree[SettingTable.Clusters] = items;
    }

    private void Alerts(AlertOptions options)
    {
        if (options.Receivers.Count > 0)
        {
            Put(_tree, "alerts.receivers", List(options.Receivers, "alerts.receivers", (receiver, item, path) => Add(RouteSettings.Receiver, receiver, path, item, path)));
        }

        if (options.Maintenance.Count > 0)
        {
            Put(_tree, "alerts.maintenance", List(options.Maintenance, "alerts.maintenance", (window, item, path) => Add([.. MaintenanceSettings.All.Where(s => _report.Origins.ContainsKey(path + s.Key))], window, path, item, path)));
        }

        if (options.Route is { } root)
        {
            JsonObject group = [];
            Route(root, group, "alerts.route.");
            Put(_tree, "alerts.route", group);
        }
    }

    private void Route(RouteOptions route, JsonObject into, string path)
    {
        Add([.. RouteSettings.Route.Where(s => _report.Origins.ContainsKey(path + s.Key))], route, path, into, path);
        if (route.Routes.Count > 0)
        {
            into[SettingTable.Routes] = List(route.Routes, path + SettingTable.Routes, Route);
        }
    }

    private static JsonArray List<T>(IReadOnlyList<T> items, string path, Action<T, JsonObject, string> print)
    {
        JsonArray list = [];
        foreach (T each in items)
        {
            JsonObject item = [];
            print(each, item, $"{path}[{list.Count}].");
            list.Add((JsonNode)item);
        }

        return list;
    }

    private void Members(ClusterOptions cluster, string root, JsonObject into, string path)
    {
        JsonArray items = List(cluster.Members, SettingTable.Members, (member, item, at) => Add(MemberSettings.All, member, root + at, item, path + at));
        if (items.Count > 0)
        {
            into[SettingTable.Members] = items;
        }
    }

    /// <summary>Settings read under <paramref name="root"/> go into <paramref name="into"/>, which is printed under <paramref name="path"/>.</summary>
    private void Add<TTarget>(IReadOnlyList<SettingOf<TTarget>> settings, TTarget target, string root, JsonObject into, string path)
        where TTarget : new()
    {
        foreach (SettingOf<TTarget> setting in settings)
        {
            if (setting.FileTwin is { } twin && _report.Files.TryGetValue(root + twin, out string? file))
            {
                Put(into, twin, file);
                _origins[path + twin] = Words(root + twin, _report.Origins[root + twin]);
                continue;
            }

            bool given = _report.Origins.TryGetValue(root + setting.Key, out Origin? origin);
            if (!given && !_effective)
            {
                continue;
            }

            JsonNode? value = PrintedValue.Of(setting.Kind, setting.Get(target));
            Put(into, setting.Key, value);
            _origins[path + setting.Key] = given ? Words(root + setting.Key, origin!) : Unset(setting, value);
        }
    }

    private static void Put(JsonObject into, string key, JsonNode? value)
    {
        string[] names = key.Split('.');
        foreach (string group in names[..^1])
        {
            if (into[group] is null)
            {
                into[group] = new JsonObject();
            }

            into = into[group]!.AsObject();
        }

        into[names[^1]] = value;
    }

    private static string Unset<TTarget>(SettingOf<TTarget> setting, JsonNode? value)
        where TTarget : new()
    {
        bool follows = !JsonNode.DeepEquals(value, PrintedValue.Of(setting.Kind, setting.Get(new TTarget())));
        return follows ? "follows from what is set" : setting.DefaultNote is null ? "default" : $"default: {setting.DefaultNote}";
    }

    private string Words(string path, Origin origin)
    {
        IEnumerable<string> variables = origin.Kind == OriginKind.File ? _report.Variables.GetValueOrDefault(path, []) : [];
        string place = string.Join(", ", variables.Select(v => $"${{{v}}}").Append(origin.ToString()));
        return origin.Hides is null ? place : $"{place}, hides {origin.Hides}";
    }
}
