using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace EtcdMonitor.Server.Api;

/// <summary>An error as RFC 9457 writes it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">What went wrong and what to do.</param>
/// <param name="RequestId">To find the request in the log; also in the header <c>X-Request-Id</c>.</param>
/// <param name="Choices">What would have been understood.</param>
/// <param name="DidYouMean">The nearest of them.</param>
/// <param name="Errors">All that is wrong, where it is more than one thing.</param>
/// <param name="Type">Always <c>about:blank</c>: the status says the kind.</param>
public sealed record Problem(
    int Status,
    string Title,
    string? Detail,
    string RequestId,
    IReadOnlyList<string>? Choices = null,
    string? DidYouMean = null,
    IReadOnlyList<string>? Errors = null,
    string Type = "about:blank")
{
    internal const string ContentType = "application/problem+json";

    internal static IResult Answer(HttpContext http, int status, string detail, IReadOnlyList<string>? choices = null, string? didYouMean = null, IReadOnlyList<string>? errors = null) =>
        Results.Json(Of(http, status, detail, choices, didYouMean) with { Errors = errors }, MonitorJson.Default.Problem, ContentType, status);

    internal static Problem Of(HttpContext http, int status, string? detail, IReadOnlyList<string>? choices = null, string? didYouMean = null) =>
        new(status, ReasonPhrases.GetReasonPhrase(status), detail, http.TraceIdentifier, choices, didYouMean);
}
