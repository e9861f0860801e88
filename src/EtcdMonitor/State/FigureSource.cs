namespace EtcdMonitor.State;

/// <summary>Who measured a figure.</summary>
public enum FigureSource
{
    /// <summary>etcd itself, on its metrics page.</summary>
    Server,

    /// <summary>The monitor's own reads and writes: what a client meets.</summary>
    Canary,

    /// <summary>The answers to the monitor's probes, such as <c>Status</c>.</summary>
    Status,

    /// <summary>The node exporter of the member's host.</summary>
    NodeExporter,
}
