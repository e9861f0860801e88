using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using EtcdMonitor.Storage;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary><c>GET /api/v1/alerts/history</c>: alerts that fired, each with who was told of it; by cluster, rule, member, severity and time.</summary>
internal static class AlertHistoryApi
{
    private const int Usual = 100;
    private const int Most = 1000;

    private static readonly string[] Severities = ["info", "warning", "unknown", "critical"];

    internal static void Map(Routes api) => api.Get("/api/v1/alerts/history", Access.Read, ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, string? cluster, CancellationToken cancellationToken)
    {
        if (Chosen.Refusal(http, monitor, cluster) is { } unknown)
        {
            return unknown;
        }

        if (!QueryNumber.TryRead(http, "limit", 1, Most, out long? limit, out IResult? refusal)
            || !QueryTime.TryRead(http, "since", out DateTimeOffset? since, out refusal)
            || !QueryTime.TryRead(http, "until", out DateTimeOffset? until, out refusal))
        {
            return refusal!;
        }

        string? severity = Text("severity");
        if (severity is not null && !Severities.Contains(severity, StringComparer.Ordinal))
        {
            return Problem.Answer(http, StatusCodes.Status400BadRequest, "severity must be one of info, warning, unknown, critical.", Severities, Suggestion.Nearest(severity, Severities));
        }

        IReadOnlyList<Alert> alerts = await monitor.AlertsAsync(
            new AlertQuery
            {
                Cluster = Text("cluster"),
                Rule = Text("rule"),
                Member = Text("member"),
                Severity = severity is null ? null : Enum.Parse<Severity>(severity, ignoreCase: true),
                Since = since,
                Until = until,
                Limit = (int)(limit ?? Usual),
            },
            cancellationToken);
        IReadOnlyList<DeliveryRecord> deliveries = await monitor.DeliveriesAsync([.. alerts.Select(a => a.Id)], cancellationToken);
        ILookup<(string, int), DeliveryView> byAlert = deliveries.ToLookup(d => (d.Alert, d.Generation), DeliveryView.From);
        return Results.Json(
            new AlertHistoryView(time.GetUtcNow(), [.. alerts.Select(a => new PastAlertView(AlertView.From(a), [.. byAlert[(a.Id, a.Generation)]]))]), MonitorJson.Default.AlertHistoryView);

        string? Text(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
    }
}
