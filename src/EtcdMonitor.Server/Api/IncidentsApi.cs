using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Server.Incidents;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Incidents: those that last, one in full as JSON or with <c>?format=markdown</c> as a report, and to take one.</summary>
internal static class IncidentsApi
{
    private static readonly string[] Formats = ["json", "markdown"];

    internal static void Map(Routes api)
    {
        api.Get("/api/v1/incidents", Access.Read, (HttpContext http, IMonitorSource monitor, TimeProvider time, string? cluster) =>
            Chosen.Refusal(http, monitor, cluster) ?? Results.Json(IncidentList.Of(monitor, string.IsNullOrEmpty(cluster) ? null : cluster, time.GetUtcNow()), MonitorJson.Default.IncidentsView));
        api.Get("/api/v1/incidents/{id}", Access.Read, ReportAsync);
        api.Post("/api/v1/incidents/{id}/acknowledge", Access.Change, AcknowledgeAsync);
    }

    private static async Task<IResult> ReportAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, string id, string? format, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(format) && !Formats.Contains(format, StringComparer.Ordinal))
        {
            return Problem.Answer(http, StatusCodes.Status400BadRequest, "format must be one of json, markdown.", Formats, Suggestion.Nearest(format, Formats));
        }

        return IncidentId.Read(id) is { } number && await IncidentReport.OfAsync(number, monitor, time.GetUtcNow(), cancellationToken) is { } report
            ? format == "markdown" ? Results.Text(IncidentMarkdown.Of(report), "text/markdown; charset=utf-8") : Results.Json(report, MonitorJson.Default.IncidentReportView)
            : Unknown(http);
    }

    private static async Task<IResult> AcknowledgeAsync(HttpContext http, IMonitorSource monitor, string id, CancellationToken cancellationToken)
    {
        (AuthorRequest? request, IResult? refusal) = await JsonBody.ReadAsync(http, MonitorJson.Default.AuthorRequest);
        if (request is null)
        {
            return refusal!;
        }

        string comment = request.Comment?.Trim() ?? "";
        string[] problems = [.. NewSilence.AuthorProblems(request.Author ?? ""), .. comment.Length == 0 ? [] : NewSilence.CommentProblems(comment)];
        if (problems.Length > 0)
        {
            return Stored.Refuse(http, problems);
        }

        if (IncidentId.Read(id) is not { } number)
        {
            return Unknown(http);
        }

        if (!monitor.CurrentAlerts.Any(a => a.Incident == number && a.Status == AlertStatus.Firing))
        {
            return (await monitor.AlertsAsync(new Storage.AlertQuery { Incident = number, Limit = 1 }, cancellationToken)).Count == 0
                ? Unknown(http)
                : Problem.Answer(http, StatusCodes.Status409Conflict, $"{IncidentId.Of(number)} is over: there is nothing left to take.");
        }

        return await Stored.AnswerAsync(http, async () => Results.Json(
            AcknowledgementView.From(await monitor.Acknowledgements.AcknowledgeAsync(number, request.Author!.Trim(), comment, cancellationToken)), MonitorJson.Default.AcknowledgementView));
    }

    private static IResult Unknown(HttpContext http) => Problem.Answer(http, StatusCodes.Status404NotFound, "There is no incident of that id. Those that last are at /api/v1/incidents.");
}
