using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>The environment as a tree: <c>ETCD_MONITOR_API_PORT</c> for what has a flag, <c>ETCD_MONITOR__API__PORT</c> for any key.</summary>
internal static class EnvironmentTree
{
    private const string Prefix = "ETCD_MONITOR_";

    /// <summary>Names that are read elsewhere, not settings of the file.</summary>
    private static readonly string[] Others = ["ETCD_MONITOR_CONFIG", "ETCD_MONITOR_CLUSTER", "ETCD_MONITOR_MONITOR", "ETCD_MONITOR_TOKEN", "ETCD_MONITOR_KUBEADM"];

    /// <summary>All variables of ours, as one tree; unknown ones are told in <paramref name="warnings"/>.</summary>
    public static ConfigNode? Read(IReadOnlyDictionary<string, string> variables, List<string> warnings)
    {
        ConfigNode? tree = null;
        foreach ((string name, string value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || Others.Contains(name, StringComparer.Ordinal) || IsOfKubernetes(name, value))
            {
                continue;
            }

            if (PathOf(name) is not { } path)
            {
                string? near = Suggestion.Nearest(name, SettingTable.ByEnvironmentName.Keys);
                warnings.Add($"{name} is no variable of ours. " + (near is null ? "It is ignored" : $"Did you mean {near}?"));
                continue;
            }

            tree = Overlay.Merge(tree, Overlay.At(path, new ConfigNode.Scalar(value, false, new Origin(OriginKind.Environment, name))));
        }

        return tree;
    }

    private static string? PathOf(string name)
    {
        if (name.StartsWith(Prefix + "_", StringComparison.Ordinal))
        {
            return name[(Prefix.Length + 1)..].ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal);
        }

        return SettingTable.ByEnvironmentName.GetValueOrDefault(name);
    }

    /// <summary>Kubernetes describes each Service to each pod; one named etcd-monitor, or etcd-monitor-api, would look like settings of ours.</summary>
    private static bool IsOfKubernetes(string name, string value) =>
        value.StartsWith("tcp://", StringComparison.Ordinal)
        || name.Contains("_SERVICE_", StringComparison.Ordinal)
        || name.StartsWith("ETCD_MONITOR_PORT", StringComparison.Ordinal)
        || name.StartsWith("ETCD_MONITOR_API_PORT_", StringComparison.Ordinal);
}
