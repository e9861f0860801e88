using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server.Views;

/// <summary>All clusters: the answer of <c>GET /api/v1/clusters</c> and the JSON of <c>etcd-monitor status</c>.</summary>
/// <param name="At">When it was written down.</param>
/// <param name="Source">Who says so: <c>monitor</c>, or <c>etcd</c> when the command line asked the members itself.</param>
/// <param name="Clusters">In the order of the configuration.</param>
/// <param name="Schema">Version of the fields; within it they are only added.</param>
public sealed record StatusView(DateTimeOffset At, string Source, ImmutableArray<ClusterStatusView> Clusters, [property: JsonPropertyOrder(-1)] string Schema = "etcd-monitor.status/1")
{
    /// <summary>Why the monitor's own storage takes no writes; left out: it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StorageTrouble? Storage { get; init; }
}
