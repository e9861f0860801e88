using EtcdMonitor.Alerts;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Alerts that are, and those that were.</summary>
internal static class AlertsApi
{
    /// <summary>The seeds ask for the last 1000 at least.</summary>
    private const int Most = 1000;

    private static readonly string[] States = ["firing", "pending", "resolved"];

    internal static void Map(Routes api) => api.Get("/api/v1/alerts", Access.Read, ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, IMonitorSource monitor, string? cluster, string? state, CancellationToken cancellationToken)
    {
        if (Chosen.Refusal(http, monitor, cluster) is { } refusal)
        {
            return refusal;
        }

        AlertStatus? wanted = null;
        if (!string.IsNullOrEmpty(state))
        {
            int index = Array.IndexOf(States, state);
            if (index < 0)
            {
                return Problem.Answer(http, StatusCodes.Status400BadRequest, "state must be one of firing, pending, resolved.", States, Suggestion.Nearest(state, States));
            }

            wanted = Enum.Parse<AlertStatus>(state, ignoreCase: true);
        }

        string? name = string.IsNullOrEmpty(cluster) ? null : cluster;
        IEnumerable<Alert> current = monitor.CurrentAlerts.Where(a => name is null || a.Cluster == name);
        IReadOnlyList<Alert> past = wanted is null or AlertStatus.Resolved ? await monitor.AlertsAsync(name, Most, cancellationToken) : [];
        IEnumerable<Alert> all = current.Concat(past)
            .DistinctBy(a => (a.Id, a.Generation))
            .Where(a => wanted is null || a.Status == wanted)
            .OrderBy(a => a.Status == AlertStatus.Firing ? 0 : a.Status == AlertStatus.Pending ? 1 : 2)
            .ThenByDescending(a => a.ResolvedAt ?? a.FiredAt ?? a.PendingSince);
        return Results.Json(new AlertsView([.. all.Select(AlertView.From)]), MonitorJson.Default.AlertsView);
    }
}
