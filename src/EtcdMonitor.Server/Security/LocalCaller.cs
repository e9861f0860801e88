using System.Net;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Security;

/// <summary>
/// Tells whether a request comes from a person on this machine. The address alone does not: a proxy on this machine, a page of another
/// site in a local browser, or a name that an attacker points at 127.0.0.1 all come from loopback.
/// </summary>
internal sealed class LocalCaller(ApiOptions api)
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Real-IP", "Via"];

    /// <summary>Null: it is one; else why not, in a sentence.</summary>
    internal string? Refusal(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))
        {
            return "Without authentication, changes and key values are for callers on the monitor's own machine.";
        }

        if (http.Request.Headers.Keys.FirstOrDefault(IsForwarding) is { } header)
        {
            return $"Without authentication, a forwarded request is refused: it carries {header}.";
        }

        if (!IsOurs(http.Request.Host, http.Connection.LocalPort))
        {
            return "Without authentication, the Host must be localhost, 127.0.0.1 or [::1] with the monitor's port, or that of public_url.";
        }

        return http.Request.Headers.Origin.Count == 0 || http.Request.Headers.Origin.All(o => IsOurs(o, http.Connection.LocalPort))
            ? null
            : "Without authentication, the Origin must be the monitor's own.";
    }

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || ForwardingHeaders.Contains(header, StringComparer.OrdinalIgnoreCase);

    private bool IsOurs(string? origin, int port) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri is { PathAndQuery: "/", UserInfo: "" }
        && IsOurs(new HostString(uri.Host, uri.Port), port);

    private bool IsOurs(HostString host, int port)
    {
        int asked = host.Port ?? 80;
        bool local = asked == port && (host.Host is "127.0.0.1" or "[::1]" || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase));
        return local || (api.PublicUrl is { } url && string.Equals(url.IdnHost, host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port is null ? url.IsDefaultPort : host.Port == url.Port));
    }
}
