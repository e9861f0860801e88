using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

// The only place that may map a route: elsewhere the build fails, so that no route is without a policy.
#pragma warning disable RS0030

namespace EtcdMonitor.Server.Security;

/// <summary>Maps routes, each with its policy.</summary>
internal sealed class Routes(IEndpointRouteBuilder endpoints)
{
    /// <summary>A reading route; answers HEAD as well.</summary>
    internal void Get(string pattern, Access access, Delegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).WithMetadata(new RoutePolicy(access));

    /// <summary>A reading route that writes its own answer; nothing is generated for it, so that many cost nothing at the first request.</summary>
    internal void Raw(string pattern, Access access, RequestDelegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).WithMetadata(new RoutePolicy(access));

    /// <summary>A reading route that never ends by itself, for which HEAD has no answer.</summary>
    internal void Stream(string pattern, Access access, Delegate handler) =>
        endpoints.MapGet(pattern, handler).WithMetadata(new RoutePolicy(access));

    /// <summary>A changing route.</summary>
    internal void Post(string pattern, Access access, Delegate handler) =>
        endpoints.MapPost(pattern, handler).WithMetadata(new RoutePolicy(access));
}
