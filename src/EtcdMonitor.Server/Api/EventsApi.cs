using EtcdMonitor.Events;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>What happened: newest first, or with <c>after</c> oldest first from that id on.</summary>
internal static class EventsApi
{
    private const int Usual = 100;
    private const int Most = 1000;

    internal static void Map(Routes api) => api.Get("/api/v1/events", Access.Read, ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IMonitorSource monitor, string? cluster, CancellationToken cancellationToken)
    {
        if (Chosen.Refusal(http, monitor, cluster) is { } unknown)
        {
            return unknown;
        }

        if (!QueryNumber.TryRead(http, "after", 0, long.MaxValue, out long? after, out IResult? refusal)
            || !QueryNumber.TryRead(http, "limit", 1, Most, out long? limit, out refusal))
        {
            return refusal!;
        }

        IReadOnlyList<MonitorEvent> events = await monitor.EventsAsync(string.IsNullOrEmpty(cluster) ? null : cluster, after, (int)(limit ?? Usual), cancellationToken);
        return Results.Json(new EventsView(events), MonitorJson.Default.EventsView);
    }
}
