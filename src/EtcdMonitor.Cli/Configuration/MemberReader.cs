using EtcdMonitor.Cli.Configuration.Kinds;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Reads <c>members</c> of a cluster.</summary>
internal static class MemberReader
{
    /// <summary>The members of the cluster at <paramref name="root"/>, whose endpoints are known already.</summary>
    public static IReadOnlyList<MemberOptions> Read(ConfigNode? node, string root, ClusterOptions cluster, TreeReader reader, ConfigurationReport report)
    {
        List<MemberOptions> members = [];
        foreach (ConfigNode item in Items(node, root, report))
        {
            string path = $"{root}{SettingTable.Members}[{members.Count}].";
            MemberOptions member = new();
            members.Add(member);
            if (item is not ConfigNode.Map map)
            {
                report.Add(item.Origin, path.TrimEnd('.'), Reading.Wrong("is a group of keys, not a value", "begin with endpoint:"));
                continue;
            }

            int problems = report.Problems.Count;
            reader.Read(map, path, MemberSettings.All, member);
            if (report.Problems.Count == problems)
            {
                Check(member, item.Origin);
            }
        }

        return members;

        void Check(MemberOptions member, Origin origin)
        {
            string path = $"{root}{SettingTable.Members}[{members.Count - 1}].";
            if (member.Endpoint.Length == 0)
            {
                report.Add(origin, path + "endpoint", Reading.Wrong("is missing", "name one of endpoints"));
            }
            else if (IsHidden(member, root, path, cluster, report) is { } by)
            {
                report.Warnings.Add($"{by.Name} hides {member.Endpoint}: its entry in {root}{SettingTable.Members} is left out");
                members.Remove(member);
                foreach (string key in report.Origins.Keys.Where(k => k.StartsWith(path, StringComparison.Ordinal)).ToArray())
                {
                    report.Origins.Remove(key);
                }
            }
        }
    }

    private static IReadOnlyList<ConfigNode> Items(ConfigNode? node, string root, ConfigurationReport report)
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
                report.Add(node.Origin, root + SettingTable.Members, Reading.Wrong("is a list of members", "write - endpoint: host:2379"));
                return [];
        }
    }

    /// <summary>Endpoints that a flag or the environment gives instead of the file's may lack a member that the file describes: that is no mistake.</summary>
    private static Origin? IsHidden(MemberOptions member, string root, string path, ClusterOptions cluster, ConfigurationReport report) =>
        report.Origins.TryGetValue(root + "endpoints", out Origin? endpoints) && endpoints.Hides is not null
        && report.Origins[path + "endpoint"].Kind == OriginKind.File && !cluster.Endpoints.Any(member.IsAt)
            ? endpoints
            : null;
}
