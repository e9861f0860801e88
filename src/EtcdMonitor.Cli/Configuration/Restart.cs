using System.Text.Json.Nodes;
using EtcdMonitor.Cli.Configuration.Printing;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Which settings only a restart puts in force.</summary>
internal static class Restart
{
    private static readonly string[] Reloaded = ["alerts.", "monitoring.thresholds."];

    /// <summary>Keys of those that differ.</summary>
    public static IEnumerable<string> Between(LoadedConfiguration now, LoadedConfiguration next)
    {
        if (!Same(Clusters(now), Clusters(next)) || !Passwords(now).SequenceEqual(Passwords(next)))
        {
            yield return now.Options.Monitor.Clusters.Count > 1 || next.Options.Monitor.Clusters.Count > 1 ? SettingTable.Clusters : SettingTable.Etcd;
        }

        foreach (SettingOf<AppOptions> setting in ServiceSettings.All.Where(s => !Reloaded.Any(group => s.Key.StartsWith(group, StringComparison.Ordinal))))
        {
            if (!Same(PrintedValue.Of(setting.Kind, setting.Get(now.Options)), PrintedValue.Of(setting.Kind, setting.Get(next.Options))))
            {
                yield return setting.Key;
            }
        }
    }

    private static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    private static JsonArray Clusters(LoadedConfiguration loaded)
    {
        JsonObject tree = SettingsPrinter.Print(loaded, effective: true).Tree;
        return [tree[SettingTable.Etcd]?.DeepClone(), tree[SettingTable.Clusters]?.DeepClone()];
    }

    private static IEnumerable<Secret?> Passwords(LoadedConfiguration loaded) => loaded.Options.Monitor.Clusters.Select((ClusterOptions cluster) => cluster.Password);
}
