using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Where the configuration of a verb comes from.</summary>
internal static class Sources
{
    /// <summary>Flags and environment of the process, and the file they name.</summary>
    public static ConfigurationSources Of(CommandContext context) => new()
    {
        File = context.Invocation.Value(Flags.Config),
        Flags = context.Invocation.Flags,
        Environment = context.Environment,
        Kubeadm = context.Invocation.Value(Flags.Kubeadm) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_KUBEADM"),
        Cluster = context.Invocation.Value(Flags.Cluster) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_CLUSTER"),
    };
}
