using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Walks a tree along a table of settings; says all that is wrong, not only the first.</summary>
/// <param name="environment">Looks up <c>${NAME}</c>.</param>
/// <param name="report">Where to tell.</param>
internal sealed class TreeReader(Func<string, string?> environment, ConfigurationReport report)
{
    /// <summary>Reads <paramref name="map"/> into <paramref name="target"/>. <paramref name="root"/> is the path of the map, such as <c>clusters[0].</c>, for messages.</summary>
    public void Read<TTarget>(ConfigNode.Map map, string root, IReadOnlyList<SettingOf<TTarget>> settings, TTarget target)
        where TTarget : new() => Read(map, root, "", settings, target);

    private void Read<TTarget>(ConfigNode.Map map, string root, string group, IReadOnlyList<SettingOf<TTarget>> settings, TTarget target)
        where TTarget : new()
    {
        foreach (ConfigNode.Entry entry in map.Entries)
        {
            string key = group + entry.Key;
            if (settings.FirstOrDefault(s => s.Key == key) is { } setting)
            {
                ReadSetting(setting, entry.Value, root + key, target);
            }
            else if (settings.FirstOrDefault(s => s.FileTwin == key) is { } twin)
            {
                ReadTwin(twin, entry.Value, map, root + key, target);
            }
            else if (FutureSettings.Keys.Contains(root + key, StringComparer.Ordinal))
            {
                RefuseFuture(entry, root + key);
            }
            else if (Known(settings, root).Any(k => k.StartsWith(key + ".", StringComparison.Ordinal)))
            {
                ReadGroup(entry, root, key, settings, target);
            }
            else
            {
                report.Unknown(entry.KeyOrigin, root + key, Suggestion.Nearest(entry.Key, Siblings(settings, root, group)));
            }
        }
    }

    private void ReadGroup<TTarget>(ConfigNode.Entry entry, string root, string key, IReadOnlyList<SettingOf<TTarget>> settings, TTarget target)
        where TTarget : new()
    {
        if (entry.Value is ConfigNode.Map inner)
        {
            Read(inner, root, key + ".", settings, target);
        }
        else if (entry.Value is not ConfigNode.Scalar { IsNull: true })
        {
            report.Add(entry.Value.Origin, root + key, new Reading(null, "is a group of keys, not a value"));
        }
    }

    private void ReadSetting<TTarget>(SettingOf<TTarget> setting, ConfigNode node, string path, TTarget target)
        where TTarget : new()
    {
        if (node is ConfigNode.Scalar { IsNull: true })
        {
            return;
        }

        Reading reading = setting.Kind.Read(node, scalar => Resolve(scalar, path));
        if (reading.Value is null)
        {
            report.Add(node.Origin, path, reading);
            return;
        }

        report.Origins[path] = node.Origin;
        setting.Set(target, reading.Value);
    }

    private void ReadTwin<TTarget>(SettingOf<TTarget> setting, ConfigNode node, ConfigNode.Map siblings, string path, TTarget target)
        where TTarget : new()
    {
        string name = setting.Key[(setting.Key.LastIndexOf('.') + 1)..];
        if (siblings.Find(name) is not null and not ConfigNode.Scalar { IsNull: true })
        {
            report.Add(node.Origin, path, Reading.Wrong($"{name} is given too", "keep one of the two"));
            return;
        }

        Reading file = new FileKind().Read(node, scalar => Resolve(scalar, path));
        Reading reading = file.Value is string readable ? setting.Kind.Read(File.ReadAllText(readable).TrimEnd('\r', '\n')) : file;
        if (reading.Value is null)
        {
            report.Add(node.Origin, path, reading);
            return;
        }

        report.Origins[path] = node.Origin;
        report.Files[path] = (string)file.Value!;
        setting.Set(target, reading.Value);
    }

    private void RefuseFuture(ConfigNode.Entry entry, string path)
    {
        bool off = entry.Value is ConfigNode.Scalar { IsNull: true }
            || (entry.Value is ConfigNode.Map map && map.Find("enabled") is ConfigNode.Scalar { Text: "false" });
        if (!off)
        {
            report.Add(entry.KeyOrigin, path, Reading.Wrong("is not in this version yet", "take it out"));
        }
    }

    private string? Resolve(ConfigNode.Scalar scalar, string path)
    {
        if (scalar.Origin.Kind != OriginKind.File)
        {
            return scalar.Text;
        }

        string text = Interpolation.Apply(scalar.Text, environment, out string? missing);
        if (missing is null)
        {
            IReadOnlyList<string> names = Interpolation.Names(scalar.Text);
            if (names.Count > 0)
            {
                report.Variables[path] = [.. report.Variables.GetValueOrDefault(path, []).Union(names, StringComparer.Ordinal)];
            }

            return text;
        }

        report.Add(scalar.Origin, path, Reading.Wrong($"${{{missing}}} is not set in the environment"));
        return null;
    }

    private static IEnumerable<string> Known<TTarget>(IReadOnlyList<SettingOf<TTarget>> settings, string root)
        where TTarget : new() =>
        settings.SelectMany(s => s.FileTwin is null ? [s.Key] : new[] { s.Key, s.FileTwin })
            .Concat(root.Length == 0 ? FutureSettings.Keys.Concat([SettingTable.Etcd, SettingTable.Clusters, $"alerts.{SettingTable.Receivers}", $"alerts.{SettingTable.Route}", $"alerts.{SettingTable.Maintenance}"]) : [])
            .Concat(typeof(TTarget) == typeof(ClusterOptions) ? [SettingTable.Members] : [])
            .Concat(typeof(TTarget) == typeof(RouteOptions) ? [SettingTable.Routes] : []);

    private static IEnumerable<string> Siblings<TTarget>(IReadOnlyList<SettingOf<TTarget>> settings, string root, string group)
        where TTarget : new() =>
        Known(settings, root).Where(k => k.StartsWith(group, StringComparison.Ordinal)).Select(k => k[group.Length..].Split('.')[0]).Distinct(StringComparer.Ordinal);
}
