using System.Collections.Immutable;
using System.Globalization;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>Silences: what there is, what one would do, to make one and to end one.</summary>
internal static class SilencesApi
{
    private const int Usual = 100;
    private const int Most = 1000;

    /// <summary>Longer is no silence but a rule that should be changed; it also keeps sums within the calendar.</summary>
    private const double LongestSeconds = 366 * 86_400d;

    private static readonly string[] States = ["active", "pending", "expired"];

    internal static void Map(Routes api)
    {
        api.Get("/api/v1/silences", Access.Read, ListAsync);
        api.Get("/api/v1/silences/preview", Access.Read, PreviewAsync);
        api.Post("/api/v1/silences", Access.Change, AddAsync);
        api.Post("/api/v1/silences/{id}/expire", Access.Change, ExpireAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, string? state, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(state) && !States.Contains(state, StringComparer.Ordinal))
        {
            return Problem.Answer(http, StatusCodes.Status400BadRequest, "state must be one of active, pending, expired.", States, Suggestion.Nearest(state, States));
        }

        if (!QueryNumber.TryRead(http, "limit", 1, Most, out long? limit, out IResult? refusal))
        {
            return refusal!;
        }

        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<Silence> silences = await monitor.Silences.ListAsync(ended: true, Most, cancellationToken);
        (Alert _, IReadOnlyDictionary<string, string> Labels)[] alerts = [.. Labelled(monitor.CurrentAlerts, monitor)];
        IEnumerable<SilenceView> views = silences
            .Where(s => string.IsNullOrEmpty(state) || string.Equals(s.StateAt(now).ToString(), state, StringComparison.OrdinalIgnoreCase))
            .OrderBy(s => s.StateAt(now))
            .ThenByDescending(s => s.Number)
            .Take((int)(limit ?? Usual))
            .Select(s => SilenceView.From(s, now, alerts.Count(a => s.Matches(a.Labels))));
        return Results.Json(new SilencesView(now, [.. views]), MonitorJson.Default.SilencesView);
    }

    private static async Task<IResult> PreviewAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, CancellationToken cancellationToken)
    {
        (ImmutableArray<Matcher> matchers, IReadOnlyList<string> problems) = MatcherList.Read(http.Request.Query["matcher"], monitor);
        return problems.Count > 0
            ? Stored.Refuse(http, problems)
            : Results.Json(await SilencePreview.OfAsync(matchers, monitor, time.GetUtcNow(), cancellationToken), MonitorJson.Default.SilencePreviewView);
    }

    private static async Task<IResult> AddAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, CancellationToken cancellationToken)
    {
        (SilenceRequest? request, IResult? refusal) = await JsonBody.ReadAsync(http, MonitorJson.Default.SilenceRequest);
        if (request is null)
        {
            return refusal!;
        }

        (ImmutableArray<Matcher> matchers, IReadOnlyList<string> wrong) = MatcherList.Read(request.Matchers, monitor);
        DateTimeOffset now = time.GetUtcNow(), start = request.StartsAt ?? now;
        List<string> problems = [.. wrong];
        if (request.EndsAt is null == (request.DurationSeconds is null))
        {
            problems.Add("one of ends_at and duration_seconds is needed");
        }
        else if (request.DurationSeconds is <= 0 or > LongestSeconds or double.NaN)
        {
            problems.Add("duration_seconds must be above 0 and at most a year");
        }

        DateTimeOffset end = request.EndsAt ?? (problems.Count == 0 ? start.AddSeconds(request.DurationSeconds!.Value) : DateTimeOffset.MaxValue);
        NewSilence silence = new(matchers, start, end, request.Author?.Trim() ?? "", request.Comment?.Trim() ?? "");
        problems.AddRange(silence.Problems(now).Where(p => wrong.Count == 0 || !p.StartsWith("matchers", StringComparison.Ordinal)));
        return problems.Count > 0
            ? Stored.Refuse(http, [.. problems.Distinct(StringComparer.Ordinal)])
            : await Stored.AnswerAsync(http, async () => Results.Json(SilenceView.From(await monitor.Silences.AddAsync(silence, cancellationToken), now), MonitorJson.Default.SilenceView, statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ExpireAsync(HttpContext http, IMonitorSource monitor, TimeProvider time, string id, CancellationToken cancellationToken)
    {
        (AuthorRequest? request, IResult? refusal) = await JsonBody.ReadAsync(http, MonitorJson.Default.AuthorRequest);
        if (request is null)
        {
            return refusal!;
        }

        string[] problems = [.. NewSilence.AuthorProblems(request.Author ?? "")];
        if (problems.Length > 0)
        {
            return Stored.Refuse(http, problems);
        }

        return await Stored.AnswerAsync(http, async () =>
            id.StartsWith("S-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && await monitor.Silences.ExpireAsync(number, request.Author!.Trim(), cancellationToken) is { } silence
                ? Results.Json(SilenceView.From(silence, time.GetUtcNow()), MonitorJson.Default.SilenceView)
                : Problem.Answer(http, StatusCodes.Status404NotFound, "There is no silence of that id. The list is at /api/v1/silences."));
    }

    /// <summary>Alerts with what matchers see of them.</summary>
    internal static IEnumerable<(Alert Alert, IReadOnlyDictionary<string, string> Labels)> Labelled(IEnumerable<Alert> alerts, IMonitorSource monitor) => alerts.Select(alert =>
        (alert, AlertLabels.Of(alert.Cluster, alert.Finding, monitor.Find(alert.Cluster)?.State.Labels ?? ImmutableSortedDictionary<string, string>.Empty)));
}
