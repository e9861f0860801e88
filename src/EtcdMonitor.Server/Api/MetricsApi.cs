using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Newest figures of a cluster.</summary>
internal static class MetricsApi
{
    internal static void Map(Routes api)
    {
        api.Get("/api/v1/metrics/current", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Current(http, monitor, cluster));
        api.Get("/api/v1/metrics/latency", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Latency(http, monitor, cluster));
        api.Get("/api/v1/clusters/{name}/metrics/current", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Current(http, monitor, name));
        api.Get("/api/v1/clusters/{name}/metrics/latency", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Latency(http, monitor, name));
    }

    private static IResult Current(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(MetricsView.From(s.State), MonitorJson.Default.MetricsView));

    private static IResult Latency(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(LatencyView.From(s.State), MonitorJson.Default.LatencyView));
}
