using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary><c>POST /-/reload</c>, as Prometheus and Alertmanager have it: the configuration is read again; one that is wrong is refused, and the old one stays in force.</summary>
internal static class ReloadApi
{
    internal static void Map(Routes api, Reload? reload) => api.Post("/-/reload", Access.Change, async (HttpContext http, CancellationToken cancellationToken) =>
    {
        if (reload is null)
        {
            return Problem.Answer(http, StatusCodes.Status501NotImplemented, "This monitor was given its settings by a program, not by a file that could be read again.");
        }

        ReloadOutcome outcome = await reload(cancellationToken);
        return outcome.Errors.Count == 0
            ? Results.Json(new ReloadView(true, outcome.NeedsRestart), MonitorJson.Default.ReloadView)
            : Problem.Answer(http, StatusCodes.Status400BadRequest, $"The configuration has errors, the one before stays in force: {string.Join("; ", outcome.Errors)}", errors: outcome.Errors);
    });
}
