using System.Globalization;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Storage;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>
/// <c>GET /livez</c>: the process serves. <c>GET /readyz</c>: storage answers and every cluster has its first verdict; <c>?verbose</c> lists each check.
/// In the form of Kubernetes' own. Whether a cluster is well is not asked, nor whether the history
/// takes writes (marked with <c>[!]</c>): a monitor that left its Service because of that would be gone when it is needed.
/// </summary>
internal static class ReadyApi
{
    internal static void Map(Routes api)
    {
        api.Get("/livez", Access.Read, (HttpContext http) => Text(http, "ok", StatusCodes.Status200OK));
        api.Get("/readyz", Access.Read, async (HttpContext http, IMonitorSource monitor) =>
        {
            (string Name, string? Wrong)[] checks = [.. await CheckAsync(monitor, http.RequestAborted)];
            bool ready = checks.All(c => c.Wrong is null);
            if (ready && !http.Request.Query.ContainsKey("verbose"))
            {
                return Text(http, "ok", StatusCodes.Status200OK);
            }

            IEnumerable<string> lines = checks.Select(c => c.Wrong is null ? $"[+]{c.Name} ok" : $"[-]{c.Name}: {c.Wrong}").Concat(Warnings(monitor)).Append($"readyz check {(ready ? "passed" : "failed")}");
            return Text(http, string.Concat(lines.Select(l => l + "\n")), ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static IEnumerable<string> Warnings(IMonitorSource monitor)
    {
        if (monitor.Heartbeat is { } heartbeat)
        {
            string last = heartbeat.LastTaken is { } at ? string.Create(CultureInfo.InvariantCulture, $"last beat taken at {at.UtcDateTime:HH:mm:ss} UTC") : "no beat taken yet";
            yield return heartbeat.Trouble is { } silent ? $"[!]watchdog: {silent}; {last}" : $"[+]watchdog ok, {last}";
        }

        if (monitor.StorageTrouble is { } trouble)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"[!]storage takes no writes since {trouble.Since.UtcDateTime:HH:mm:ss} UTC: {trouble.Reason}");
        }

        foreach (DeliveryTrouble undelivered in monitor.DeliveryTroubles)
        {
            // why is for the log and the alert: an answer of a receiver is not for whoever asks
            yield return string.Create(CultureInfo.InvariantCulture, $"[!]{undelivered.Channel} delivers nothing since {undelivered.Since.UtcDateTime:HH:mm:ss} UTC: {undelivered.Count} notices were given up");
        }
    }

    private static async Task<IEnumerable<(string Name, string? Wrong)>> CheckAsync(IMonitorSource monitor, CancellationToken cancellationToken)
    {
        string? storage = await StorageAsync(monitor, cancellationToken);
        IReadOnlyList<ClusterSnapshot> snapshots = monitor.Snapshots;
        IEnumerable<(string, string?)> clusters = snapshots.Count == 0
            ? [("clusters", "not watched yet")]
            : snapshots.Select(s => ($"cluster {s.State.Name}", s.State.Round == 0 ? "not judged yet" : null));
        return clusters.Prepend(("storage", storage));
    }

    /// <summary>Null: it answers. Why it does not is for the log, not for whoever asks.</summary>
    private static async Task<string?> StorageAsync(IMonitorSource monitor, CancellationToken cancellationToken)
    {
        try
        {
            await monitor.EventsAsync(cluster: null, after: null, limit: 1, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return "does not answer";
        }
    }

    private static IResult Text(HttpContext http, string text, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(text, "text/plain; charset=utf-8", statusCode: status);
    }
}
