using EtcdMonitor.Server.Page;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Server.Api;

/// <summary>Gives a body to every error that has none: problem+json, or a page for a browser that looked for one.</summary>
internal static partial class ProblemPages
{
    internal static void UseProblemPages(this WebApplication app)
    {
        ILogger log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("EtcdMonitor.Server");
        app.Use((http, next) => AnswerAsync(http, next, log));
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next, ILogger log)
    {
        http.Response.Headers["X-Request-Id"] = http.TraceIdentifier;
        string? detail = null;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = bad.StatusCode;
            detail = bad.Message;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            Failed(log, exception, http.Request.Method, http.Request.Path, http.TraceIdentifier);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            detail = "The monitor could not answer. Its log has the cause under this request id.";
        }

        if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentType is null)
        {
            await WriteAsync(http, detail);
        }
    }

    private static Task WriteAsync(HttpContext http, string? detail)
    {
        int status = http.Response.StatusCode;
        bool page = !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (page && http.RequestServices.GetRequiredService<DashboardFiles>().NotFoundPage is { } file)
        {
            return file.WriteAsync(http, status);
        }

        detail ??= status == StatusCodes.Status404NotFound ? $"There is nothing at {http.Request.Path}." : null;
        return Results.Json(Problem.Of(http, status, detail), MonitorJson.Default.Problem, Problem.ContentType, status).ExecuteAsync(http);
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "{Method} {Path} failed, request {RequestId}")]
    private static partial void Failed(ILogger log, Exception exception, string method, string path, string requestId);
}
