using EtcdMonitor.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Security;

/// <summary>Holds each request against the policy of its route before the route sees it.</summary>
internal static class RoutePolicies
{
    internal static void UseRoutePolicies(this WebApplication app, ApiOptions api)
    {
        LocalCaller local = new(api);
        app.Use((http, next) =>
        {
            if (http.GetEndpoint() is not { } endpoint)
            {
                return next(http);
            }

            // The router's own answers (405, 415) carry no policy and change nothing.
            string? refusal = endpoint.Metadata.GetMetadata<RoutePolicy>() is { Access: Access.Change } ? local.Refusal(http) : null;
            return refusal is null ? next(http) : Problem.Answer(http, StatusCodes.Status403Forbidden, refusal).ExecuteAsync(http);
        });
    }
}
