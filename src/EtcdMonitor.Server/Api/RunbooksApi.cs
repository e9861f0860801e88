using EtcdMonitor.Rules;
using EtcdMonitor.Server.Security;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary><c>GET /runbooks/{rule}</c>: what to look at and to do, as Markdown that a browser shows as it stands.</summary>
internal static class RunbooksApi
{
    internal static void Map(Routes api) => api.Get("/runbooks/{rule}", Access.Read, (HttpContext http, string rule) =>
        Runbooks.TextOf(rule) is { } text
            ? Results.Text(text, "text/plain; charset=utf-8")
            : Problem.Answer(http, StatusCodes.Status404NotFound, $"No rule is called {rule}", didYouMean: Suggestion.Nearest(rule, Runbooks.Names)));
}
