using System.Globalization;
using EtcdMonitor.Server.Api;
using EtcdMonitor.Server.Security;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Live;

/// <summary><c>GET /api/v1/live</c>: server-sent events <c>snapshot</c>, <c>event</c> and <c>ping</c>. Resumes after <c>Last-Event-ID</c> or <c>?after=</c>.</summary>
internal static class LiveApi
{
    internal static void Map(Routes api) => api.Stream("/api/v1/live", Access.Read, Open);

    private static IResult Open(HttpContext http, IMonitorSource monitor, LiveStream live, string? cluster, CancellationToken cancellationToken)
    {
        if (Chosen.Refusal(http, monitor, cluster) is { } unknown)
        {
            return unknown;
        }

        if (!QueryNumber.TryRead(http, "after", 0, long.MaxValue, out long? after, out IResult? refusal))
        {
            return refusal!;
        }

        // The header is what a browser sends by itself when it reconnects, and newer than the address it keeps. Foreign ids are as good as none.
        if (long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long last))
        {
            after = last;
        }

        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(live.ReadAsync(string.IsNullOrEmpty(cluster) ? null : cluster, after, cancellationToken));
    }
}
