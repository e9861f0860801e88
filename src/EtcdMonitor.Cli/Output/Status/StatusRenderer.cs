using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>The answer of <c>status</c>: one cluster in full, several as a table.</summary>
internal static class StatusRenderer
{
    /// <summary>Lines for a person. <paramref name="wide"/> also lists what is healthy.</summary>
    public static IEnumerable<Line> Render(StatusView status, Terminal terminal, bool wide)
    {
        string note = status.Source == "etcd" ? " (asked etcd itself, 2 rounds, no history)" : "";
        return status.Clusters.Length == 1
            ? ClusterAnswer.Render(status.Clusters[0], status.At, terminal, note)
            : FleetAnswer.Render(status, terminal, wide, note);
    }
}
