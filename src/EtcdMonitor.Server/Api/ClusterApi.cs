using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Clusters, their leaders and their members.</summary>
internal static class ClusterApi
{
    internal static void Map(Routes api)
    {
        api.Get("/api/v1/cluster/status", Access.Read, StatusAsync);
        api.Get("/api/v1/cluster/leader", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Leader(http, monitor, cluster));
        api.Get("/api/v1/clusters", Access.Read, ListAsync);
        api.Get("/api/v1/clusters/{name}/status", Access.Read, (HttpContext http, IMonitorSource monitor, StatusViews views, string name, CancellationToken cancellationToken) => StatusAsync(http, monitor, views, name, cancellationToken));
        api.Get("/api/v1/clusters/{name}/leader", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Leader(http, monitor, name));
        api.Get("/api/v1/cluster/members", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string? cluster) => Members(http, monitor, time, cluster));
        api.Get("/api/v1/clusters/{name}/members", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string name) => Members(http, monitor, time, name));
        api.Get("/api/v1/cluster/members/{member}", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string? cluster, string member) => OneMember.Answer(http, monitor, time, cluster, member));
        api.Get("/api/v1/clusters/{name}/members/{member}", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string name, string member) => OneMember.Answer(http, monitor, time, name, member));
        api.Get("/api/v1/cluster/connectivity", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Connectivity(http, monitor, cluster));
        api.Get("/api/v1/clusters/{name}/connectivity", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Connectivity(http, monitor, name));
        api.Get("/api/v1/cluster/hashes", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Hashes(http, monitor, cluster));
        api.Get("/api/v1/clusters/{name}/hashes", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Hashes(http, monitor, name));
    }

    private static async Task<IResult> StatusAsync(HttpContext http, IMonitorSource monitor, StatusViews views, string? cluster, CancellationToken cancellationToken)
    {
        ClusterSnapshot? chosen = null;
        IResult refusal = Chosen.Cluster(http, monitor, cluster, s =>
        {
            chosen = s;
            return Results.Empty;
        });
        return chosen is null ? refusal : Results.Json(await views.OfAsync(chosen, cancellationToken), MonitorJson.Default.ClusterStatusView);
    }

    private static async Task<IResult> ListAsync(IMonitorSource monitor, StatusViews views, TimeProvider time, CancellationToken cancellationToken)
    {
        List<ClusterStatusView> all = [];
        foreach (ClusterSnapshot snapshot in monitor.Snapshots)
        {
            all.Add(await views.OfAsync(snapshot, cancellationToken));
        }

        return Results.Json(new StatusView(time.GetUtcNow(), "monitor", [.. all]) { Storage = monitor.StorageTrouble }, MonitorJson.Default.StatusView);
    }

    private static IResult Leader(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(LeaderView.From(s.State), MonitorJson.Default.LeaderView));

    private static IResult Members(HttpContext http, IMonitorSource monitor, TimeProvider time, string? name) => Chosen.Cluster(http, monitor, name, s =>
        Results.Json(new MembersView(s.State.Name, [.. s.State.Members.Select(m => MemberView.From(m, s, time.GetUtcNow()))]), MonitorJson.Default.MembersView));

    private static IResult Hashes(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(HashesView.From(s.State), MonitorJson.Default.HashesView));

    private static IResult Connectivity(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(ConnectivityView.From(s.State), MonitorJson.Default.ConnectivityView));
}
