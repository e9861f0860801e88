using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
namespace EtcdMonitor.Cli;
internal static class DirectCheck { public static Task<ClusterSnapshot> RunAsync(ClusterOptions c, ProbeOptions p, Thresholds t, int rounds, CancellationToken ct) => throw new NotSupportedException(); }
