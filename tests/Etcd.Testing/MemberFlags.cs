namespace Etcd.Testing;

/// <summary>A member's command line.</summary>
internal static class MemberFlags
{
    /// <summary>What it is started with, now and ever again.</summary>
    /// <param name="member">The member.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="initialCluster">All members with their peer URLs, itself included.</param>
    /// <param name="isNew">False when it joins a cluster that runs.</param>
    public static IReadOnlyList<string> Of(EtcdMember member, EtcdCluster cluster, string initialCluster, bool isNew)
    {
        var options = cluster.Options;
        List<string> flags =
        [
            $"--name={member.Name}",
            $"--data-dir={member.DataPath}",
            $"--listen-client-urls={options.ClientScheme}://{member.DirectEndpoint}",
            $"--advertise-client-urls={member.ClientUrl}",
            $"--listen-peer-urls={member.DirectPeerUrl}",
            $"--initial-advertise-peer-urls={member.PeerUrl}",
            $"--initial-cluster={initialCluster}",
            $"--initial-cluster-state={(isNew ? "new" : "existing")}",
            $"--initial-cluster-token={Path.GetFileName(cluster.Folder)}",
            "--logger=zap",
        ];
        if (options.QuotaBytes is { } quota)
        {
            flags.Add($"--quota-backend-bytes={quota}");
        }
        return [.. flags, .. cluster.Security?.Flags(member.Name) ?? [], .. options.ExtraFlags];
    }
}
