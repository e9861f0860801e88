using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Verdicts with their evidence, every check with what it came to, and all of it as a bundle to send.</summary>
internal static class DiagnosisApi
{
    internal static void Map(Routes api)
    {
        api.Get("/api/v1/cluster/verdicts", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Verdicts(http, monitor, cluster));
        api.Get("/api/v1/clusters/{name}/verdicts", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Verdicts(http, monitor, name));
        api.Get("/api/v1/cluster/diagnosis", Access.Read, (HttpContext http, IMonitorSource monitor, string? cluster) => Diagnosis(http, monitor, cluster));
        api.Get("/api/v1/clusters/{name}/diagnosis", Access.Read, (HttpContext http, IMonitorSource monitor, string name) => Diagnosis(http, monitor, name));
        api.Get("/api/v1/clusters/{name}/bundle", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string name, CancellationToken cancellationToken) => BundleAsync(http, monitor, time, name, cancellationToken));
    }

    private static IResult Verdicts(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(VerdictsView.From(s), MonitorJson.Default.VerdictsView));

    private static IResult Diagnosis(HttpContext http, IMonitorSource monitor, string? name) =>
        Chosen.Cluster(http, monitor, name, s => Results.Json(DiagnosisView.From(s, "monitor", HealthApi.Version), MonitorJson.Default.DiagnosisView));

    private static async Task<IResult> BundleAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, string name, CancellationToken cancellationToken)
    {
        ClusterSnapshot? chosen = null;
        IResult refusal = Chosen.Cluster(http, monitor, name, s =>
        {
            chosen = s;
            return Results.Empty;
        });
        if (chosen is null)
        {
            return refusal;
        }

        if (monitor.RecordingOf(name) is not { } recording)
        {
            return Problem.Answer(http, StatusCodes.Status409Conflict, "Nobody was asked yet: there is no round to put into a bundle. Ask again in a second.");
        }

        BundleParts parts = new(chosen, recording, monitor.Thresholds, "monitor", HealthApi.Version, time.GetUtcNow()) { Events = await EventsAsync(monitor, name, cancellationToken) };
        Bundle bundle = parts.ToBundle();
        return Results.File(bundle.ToBytes(), "application/gzip", bundle.FileName);
    }

    /// <summary>What happened of late; a storage that cannot be read is no reason to be without the rest.</summary>
    private static async Task<EventsView?> EventsAsync(IMonitorSource monitor, string cluster, CancellationToken cancellationToken)
    {
        const int Most = 1000;
        try
        {
            return new(await monitor.EventsAsync(cluster, null, Most, cancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
