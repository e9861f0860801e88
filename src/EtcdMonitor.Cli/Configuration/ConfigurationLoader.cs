using System.Globalization;
using EtcdMonitor.Clusters;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Flag over environment over file over default: four layers in, one set of options out.</summary>
internal static class ConfigurationLoader
{
    /// <summary>Reads all layers. Never throws for what somebody wrote wrong: see the report.</summary>
    public static LoadedConfiguration Load(ConfigurationSources sources)
    {
        ConfigurationReport report = new();
        string? file = sources.File ?? sources.Environment.GetValueOrDefault("ETCD_MONITOR_CONFIG") ?? sources.UsualFiles.FirstOrDefault(File.Exists);
        ConfigNode? tree = file is null ? null : ReadFile(file, sources.File is null ? OriginKind.Environment : OriginKind.Flag, report);
        ConfigNode? above = Overlay.Merge(Overlay.Merge(EnvironmentTree.Read(sources.Environment, report.Warnings), sources.Kubeadm is null ? null : Kubeadm.Read(sources.Kubeadm, report)), FlagTree(sources.Flags));

        AppOptions options = new();
        TreeReader reader = new(sources.Environment.GetValueOrDefault, report);
        ConfigNode.Map whole = Overlay.Merge(Without(tree), Without(above)) as ConfigNode.Map ?? new ConfigNode.Map([], Origin.Default);
        reader.Read(WithoutRoutes(whole), "", ServiceSettings.All, options);
        new RouteReader(reader, report).Read(whole, options.Monitor.Alerts);
        options.Monitor.Alerts.Maintenance = MaintenanceReader.Read(whole, reader, report);
        options.Monitor.Clusters = new ClusterReader(reader, report).Read(tree as ConfigNode.Map, above as ConfigNode.Map, sources.Cluster);
        CrossChecks.Channels(options.Monitor.Channels, report);
        CrossChecks.Routes(options.Monitor, report);
        options.Monitor.Channels.PublicUrl = PublicUrl(options.Api);
        SelectCluster(options.Monitor, sources.Cluster, file, report);
        CrossChecks.Monitor(options.Monitor, report);
        return new LoadedConfiguration(options, file, report);
    }

    /// <summary>What notices link to: the URL that people type, else this machine.</summary>
    private static string PublicUrl(ApiOptions api) =>
        (api.PublicUrl?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{api.Port}")).TrimEnd('/') + api.BasePath;

    private static ConfigNode.Map? ReadFile(string file, OriginKind asked, ConfigurationReport report)
    {
        if (FileAccessCheck.WhyNot(file) is { } why)
        {
            string name = asked == OriginKind.Flag ? "--config" : "ETCD_MONITOR_CONFIG";
            report.Problems.Add(new Problem(new Origin(asked, name), "", why.What, why.Advice) { Act = $"cannot read {file}" });
            return null;
        }

        using StreamReader text = File.OpenText(file);
        return YamlTree.Read(text, file, report.Problems);
    }

    private static ConfigNode? FlagTree(IReadOnlyDictionary<string, string> flags)
    {
        ConfigNode? tree = null;
        foreach ((string flag, string value) in flags)
        {
            if (SettingTable.ByFlag.TryGetValue(flag, out string? path))
            {
                tree = Overlay.Merge(tree, Overlay.At(path, new ConfigNode.Scalar(value, false, new Origin(OriginKind.Flag, flag))));
            }
        }

        return tree;
    }

    private static ConfigNode.Map? Without(ConfigNode? tree) =>
        tree is ConfigNode.Map map ? map with { Entries = [.. map.Entries.Where(e => e.Key is not SettingTable.Etcd and not SettingTable.Clusters)] } : null;

    /// <summary>What the table of settings cannot read: lists and trees.</summary>
    private static ConfigNode.Map WithoutRoutes(ConfigNode.Map tree) => tree with
    {
        Entries = [.. tree.Entries.Select(e => e is { Key: "alerts", Value: ConfigNode.Map alerts } ? e with { Value = alerts with { Entries = [.. alerts.Entries.Where(a => a.Key is not SettingTable.Receivers and not SettingTable.Route and not SettingTable.Maintenance)] } } : e)],
    };

    private static void SelectCluster(MonitorOptions options, string? name, string? file, ConfigurationReport report)
    {
        if (name is null || report.Problems.Count > 0)
        {
            return;
        }

        ClusterOptions[] chosen = [.. options.Clusters.Where(c => string.Equals(c.Name, name, StringComparison.Ordinal))];
        if (chosen.Length == 1)
        {
            options.Clusters = chosen;
            return;
        }

        string? near = Suggestion.Nearest(name, options.Clusters.Select(c => c.Name));
        string advice = near is null ? "known: " + string.Join(", ", options.Clusters.Select(c => c.Name)) : $"did you mean {near}?";
        report.Problems.Add(new Problem(new Origin(OriginKind.Flag, "no cluster"), "", $"{name} in {file ?? "the configuration"}", advice));
    }
}
