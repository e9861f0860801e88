namespace EtcdMonitor.Cli.Configuration;

/// <summary>All settings under their path in the file.</summary>
internal static class SettingTable
{
    /// <summary>Group of the single cluster; <c>clusters</c> holds many.</summary>
    public const string Etcd = "etcd";

    /// <summary>List of clusters.</summary>
    public const string Clusters = "clusters";

    /// <summary>List of members within a cluster.</summary>
    public const string Members = "members";

    /// <summary>List of receivers within <c>alerts</c>.</summary>
    public const string Receivers = "receivers";

    /// <summary>Root of the tree of routes within <c>alerts</c>.</summary>
    public const string Route = "route";

    /// <summary>List of branches within a route.</summary>
    public const string Routes = "routes";

    /// <summary>List of maintenance windows within <c>alerts</c>.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>Path and setting, in the order of the example file.</summary>
    public static IReadOnlyList<(string Path, Setting Setting)> All { get; } =
    [
        .. ClusterSettings.All.Select(s => ($"{Etcd}.{s.Key}", (Setting)s)),
        .. ServiceSettings.All.Select(s => (s.Key, (Setting)s)),
    ];

    /// <summary>Path in the file by flag.</summary>
    public static IReadOnlyDictionary<string, string> ByFlag { get; } =
        All.Where(s => s.Setting.Flag is not null).ToDictionary(s => s.Setting.Flag!, s => s.Path, StringComparer.Ordinal);

    /// <summary>Path in the file by short variable.</summary>
    public static IReadOnlyDictionary<string, string> ByEnvironmentName { get; } =
        All.Where(s => s.Setting.EnvironmentName is not null).ToDictionary(s => s.Setting.EnvironmentName!, s => s.Path, StringComparer.Ordinal);
}
